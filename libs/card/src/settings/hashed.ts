import type { CardSettings } from './card-settings';

/** Settings without the password of the account: the card gets its hash. */
export interface Hashed extends Omit<CardSettings, 'account'> {
  account?: { name?: string; passwordHash?: string; keys?: string[] };
}

/** Replaces the password by its hash: SHA-512 with a random salt, as of crypt(5). */
export async function hashed({ account, ...others }: CardSettings): Promise<Hashed> {
  if (!account) return others;
  const { password, ...rest } = account;
  if (password === undefined) return { ...others, account: rest };
  // An ES module, which CommonJS can only import dynamically.
  const { encrypt } = await import('unixcrypt');
  return { ...others, account: { ...rest, passwordHash: encrypt(password) } };
}
