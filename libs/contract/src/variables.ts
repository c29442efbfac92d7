import { OwnerInvalid } from './errors';

// Variables that users set, and that the API and the command pass on to the orchestrator image.

/** Sets the verbosity. */
export const VERBOSITY_VARIABLE = 'HYPRIOTKIT_VERBOSITY';
/** Sets the owner, as `uid:gid`, of delivered files and of files in the store. */
export const OWNER_VARIABLE = 'HYPRIOTKIT_OWNER';
/** Sets the place of the store. */
export const STORE_VARIABLE = 'HYPRIOTKIT_STORE';
/** Sets the size limit of the store. */
export const SIZE_VARIABLE = 'HYPRIOTKIT_STORE_SIZE';
/** Names engines by platform; it overrides the configuration, platform by platform. */
export const ENGINES_VARIABLE = 'HYPRIOTKIT_ENGINES';
/** Names the boards whose images are built, separated by commas; `*` stands for all. */
export const BOARDS_VARIABLE = 'HYPRIOTKIT_BOARDS';
/** Has what a build fetched delivered as a lock, beside the artifacts. */
export const WRITE_LOCK_VARIABLE = 'HYPRIOTKIT_WRITE_LOCK';
/** Has everything built anew, from nothing that is kept. */
export const FRESH_VARIABLE = 'HYPRIOTKIT_FRESH';

/** Returns the boards that the environment names; undefined if it names none. */
export function boardsIn(env: NodeJS.ProcessEnv): 'all' | string[] | undefined {
  const text = env[BOARDS_VARIABLE];
  if (!text) return undefined;
  return text === '*' ? 'all' : text.split(',').map((name) => name.trim());
}

/** Returns the owner of files that the environment sets; undefined if it sets none. @throws OwnerInvalid */
export function ownerIn(env: NodeJS.ProcessEnv): { uid: number; gid: number } | undefined {
  const text = env[OWNER_VARIABLE];
  if (!text) return undefined;
  const [, uid, gid] = /^(\d+):(\d+)$/.exec(text) ?? [];
  if (!uid || !gid) throw new OwnerInvalid(OWNER_VARIABLE, text);
  return { uid: Number(uid), gid: Number(gid) };
}
