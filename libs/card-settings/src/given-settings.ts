import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { reasonOf } from '@hypriotkit/core';
import { MOST_BYTES, tooLarge } from './check-settings';
import { CardSettingInvalid } from './errors';
import type { CardSettings } from './card-settings';

/** The password of the account. It is not an option, because every user of a machine can read those. */
export const ACCOUNT_PASSWORD_VARIABLE = 'HYPRIOTKIT_ACCOUNT_PASSWORD';
/** The password of the Wi-Fi network. */
export const WIFI_PASSWORD_VARIABLE = 'HYPRIOTKIT_WIFI_PASSWORD';

/** Settings as a command line has them: files by their paths. */
export interface GivenSettings {
  hostname?: string;
  account?: string;
  /** Paths of files with public keys. */
  sshKey?: string[];
  ssid?: string;
  /** Of the Wi-Fi network. */
  password?: string;
  country?: string;
  hidden?: boolean;
  userdata?: string;
  metadata?: string;
  networkConfig?: string;
  /** The whole config.txt. */
  bootconf?: string;
  /** Lines for config.txt. */
  configTxt?: string[];
  /** Files for the boot partition. */
  file?: string[];
}

/** Options whose files have a name of their own on the card. */
const NAMED = {
  userdata: 'user-data',
  metadata: 'meta-data',
  networkConfig: 'network-config',
  bootconf: 'config.txt',
} as const;

/** Reads the files and the variables that a command line stands for. */
export async function settingsFrom(given: GivenSettings, env: NodeJS.ProcessEnv = process.env): Promise<CardSettings> {
  const files = await filesFrom(given);
  const account = accountFrom(given, await keysFrom(given), env[ACCOUNT_PASSWORD_VARIABLE]);
  const wifi = wifiFrom(given, env[WIFI_PASSWORD_VARIABLE]);
  return {
    ...(given.hostname !== undefined && { hostname: given.hostname }),
    ...(account && { account }),
    ...(wifi && { wifi }),
    ...(given.configTxt?.length && { configTxt: given.configTxt }),
    ...(Object.keys(files).length > 0 && { files }),
  };
}

async function filesFrom(given: GivenSettings): Promise<Record<string, Buffer>> {
  const named = Object.entries(NAMED).flatMap(([option, name]) => {
    const path = given[option as keyof typeof NAMED];
    return path === undefined ? [] : [[name, path] as const];
  });
  const all = [...named, ...(given.file ?? []).map((path) => [basename(path), path] as const)];
  checkNames(all.map(([name]) => name));
  const read = all.map(async ([name, path]) => [name, await contentOf(path)] as const);
  return Object.fromEntries(await Promise.all(read));
}

/** FAT does not tell capitals from small letters. */
function checkNames(names: string[]): void {
  const lower = names.map((name) => name.toLowerCase());
  const twice = names.find((_, index) => lower.indexOf(lower[index]!) !== index);
  if (twice === undefined) return;
  throw new CardSettingInvalid(`The file ${twice}`, 'is given twice', 'Each file on the card has a name of its own.');
}

/** A file may have several keys, comments and empty lines, as authorized_keys. */
async function keysFrom({ sshKey = [] }: GivenSettings): Promise<string[]> {
  return (await Promise.all(sshKey.map(keysIn))).flat();
}

async function keysIn(path: string): Promise<string[]> {
  const lines = (await contentOf(path)).toString().split(/\r?\n/);
  const keys = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (keys.length > 0) return keys;
  throw new CardSettingInvalid(
    `The file ${path}`,
    'has no key',
    'Name a file with a public key, such as ~/.ssh/id_ed25519.pub.',
  );
}

function accountFrom(
  { account }: GivenSettings,
  keys: string[],
  password: string | undefined,
): CardSettings['account'] {
  if (account === undefined && keys.length === 0 && !password) return undefined;
  return {
    ...(account !== undefined && { name: account }),
    ...(keys.length > 0 && { keys }),
    ...(password && { password }),
  };
}

function wifiFrom(
  { ssid, password, country, hidden }: GivenSettings,
  secret: string | undefined,
): CardSettings['wifi'] {
  if (ssid === undefined) {
    if (password === undefined && country === undefined && !hidden) return undefined;
    throw new CardSettingInvalid('The Wi-Fi network', 'has no name', 'Name it, with --ssid.');
  }
  const key = password ?? secret;
  return { ssid, ...(key && { password: key }), ...(country !== undefined && { country }), ...(hidden && { hidden }) };
}

/** Reads a file, which may be a pipe. One that is too large for a card may have no end. */
async function contentOf(path: string): Promise<Buffer> {
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST_BYTES) throw tooLarge(`The file ${path}`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof CardSettingInvalid) throw error;
    throw new CardSettingInvalid(`The file ${path}`, `cannot be read: ${reasonOf(error)}`, 'Check its path.', error);
  }
}
