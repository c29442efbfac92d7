import { isUncached } from './hash-variables';

/** Where Nx finds the server of its remote cache: while it runs, a guard of ours (plugin/shared-cache). */
export const CACHE_VARIABLE = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';

/** No server has this path. */
export const GUARD_PATH = '/hypriotkit-cache/';
const GUARDED = new RegExp(`^http://127\\.0\\.0\\.1:\\d+${GUARD_PATH}\\d+$`);

/** Whether an address is that of a server behind a guard, of whichever process. */
export const isGuarded = (address: string): boolean => GUARDED.test(address);

/**
 * Has the guard keep the result of this task to itself if nobody could find it: each build of a component with values from
 * the environment would leave an entry, with its secrets, for good.
 */
export async function shareOnlyWhatIsFound(subject: string, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const { [CACHE_VARIABLE]: server = '', NX_TASK_HASH: hash } = env;
  if (!hash || !isGuarded(server) || !isUncached(subject, env)) return;
  // If nobody answers, nothing is shared either.
  await fetch(`${server}/v1/cache/${hash}`, { method: 'DELETE' }).catch(() => undefined);
}
