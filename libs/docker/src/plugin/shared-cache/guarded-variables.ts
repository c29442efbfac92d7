import { cacheDir } from '@nx/devkit';
import { CACHE_VARIABLE, isGuarded } from '../../lib/shared-cache';
import { CacheServer } from './cache-server';
import { Guard } from './guard';

const PROXY_VARIABLES = ['http_proxy', 'all_proxy'];
const EXCEPTIONS = 'no_proxy';
const LOOPBACK = '127.0.0.1';

let guard: Promise<Guard> | undefined;
const addresses = new Map<string, Promise<string>>();

/** What a run needs to reach its shared cache. */
export interface SharedCache {
  /** URL of the server. */
  address: string;
  /** Variables that keep Nx from asking a proxy for this machine. */
  exceptions: Record<string, string>;
}

/** Returns the shared cache that the environment names, if any. What is no URL is left to Nx. */
export function sharedCacheIn(env: NodeJS.ProcessEnv): SharedCache | undefined {
  const address = env[CACHE_VARIABLE] ?? '';
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) return undefined;
  return { address, exceptions: exceptionsWithLoopback(env) };
}

/**
 * Returns the variables with which Nx uses a shared cache by way of a guard in this process. The guard serves all runs of
 * the process: Nx's daemon prepares many.
 */
export async function guardedVariables({ address, exceptions }: SharedCache): Promise<Record<string, string>> {
  // Nx within a task of Nx, and a daemon that has the variables of the run before.
  if (isGuarded(address)) return exceptions;
  if (!addresses.has(address)) addresses.set(address, guardedAddress(address));
  return { [CACHE_VARIABLE]: await addresses.get(address)!, ...exceptions };
}

async function guardedAddress(address: string): Promise<string> {
  guard ??= Guard.start(cacheDir, warn);
  return (await guard).addressOf(await CacheServer.at(address, warn));
}

const warn = (text: string): void => console.warn(`warning: ${text}`);

/** Nx would ask a proxy for the guard. It reads either of the two names. */
function exceptionsWithLoopback(env: NodeJS.ProcessEnv): Record<string, string> {
  const value = (name: string) => env[name] ?? env[name.toUpperCase()];
  if (!PROXY_VARIABLES.some(value)) return {};
  const named = value(EXCEPTIONS) ?? '';
  if (named.split(/[\s,]+/).some((host) => host === LOOPBACK || host === '*')) return {};
  const all = [named, LOOPBACK].filter(Boolean).join(',');
  return { [EXCEPTIONS]: all, [EXCEPTIONS.toUpperCase()]: all };
}
