import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { accessing } from '@hypriotkit/core';
import { CardSettingInvalid } from '../errors';
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
  const others = (given.file ?? []).map((path) => [basename(path), path] as const);
  const read = [...named, ...others].map(async ([name, path]) => [name, await contentOf(path)] as const);
  return Object.fromEntries(await Promise.all(read));
}

/** A file may have several keys, comments and empty lines, as authorized_keys. */
async function keysFrom({ sshKey = [] }: GivenSettings): Promise<string[]> {
  const texts = await Promise.all(sshKey.map(async (path) => (await contentOf(path)).toString()));
  return texts.flatMap((text) => text.split(/\r?\n/)).filter((line) => line.trim() !== '' && !line.startsWith('#'));
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

const contentOf = (path: string): Promise<Buffer> => accessing(`Reading ${path}`, path, () => readFile(path));
