import type { CardSettings } from '@hypriotkit/card-settings';
import { sha512Crypt } from './sha512-crypt';

/** Settings without the password of the account: the card gets its hash. */
export interface Hashed extends Omit<CardSettings, 'account'> {
  account?: { name?: string; passwordHash?: string; keys?: string[] };
}

/** Replaces the password by its hash. */
export function hashed({ account, ...others }: CardSettings): Hashed {
  if (!account) return others;
  const { password, ...rest } = account;
  if (password === undefined) return { ...others, account: rest };
  return { ...others, account: { ...rest, passwordHash: sha512Crypt(password) } };
}
