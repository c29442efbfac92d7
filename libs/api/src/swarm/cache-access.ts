import { readFileSync } from 'node:fs';
import type { CacheAccess } from '@hypriotkit/contract';
import { fromSystem } from '@hypriotkit/core';
import { SwarmCacheMissing } from '../errors';

const SERVER = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';
const TOKEN = 'NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN';
const AUTHORITIES = 'NODE_EXTRA_CA_CERTS';

/**
 * Returns the shared cache that the environment names, as Nx would use it.
 *
 * @throws SwarmCacheMissing, FileAccessFailed
 */
export function cacheAccess(env: NodeJS.ProcessEnv): CacheAccess {
  const { [SERVER]: server, [TOKEN]: token, [AUTHORITIES]: file } = env;
  if (!server || !URL.canParse(server)) throw new SwarmCacheMissing(SERVER);
  return { server, ...(token ? { token } : {}), ...(file ? { authorities: contentOf(file) } : {}) };
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw fromSystem(`Reading the file that ${AUTHORITIES} names`, error);
  }
}
