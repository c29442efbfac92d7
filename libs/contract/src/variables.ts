// Variables that the API and the command hand on to the orchestrator image, and that users set for all of them.

/** How much is said. */
export const VERBOSITY_VARIABLE = 'HYPRIOTKIT_VERBOSITY';
/** `uid:gid` of whom delivered files, and files in the place of the store, belong to. */
export const OWNER_VARIABLE = 'HYPRIOTKIT_OWNER';
/** Names another place for the store. */
export const STORE_VARIABLE = 'HYPRIOTKIT_STORE';
/** Names the size that the store may have. */
export const SIZE_VARIABLE = 'HYPRIOTKIT_STORE_SIZE';

/** The owner of files that a text such as `1000:1000` names, by user and group; undefined where it names none. */
export function parseOwner(text: string): { uid: number; gid: number } | undefined {
  const [, uid, gid] = /^(\d+):(\d+)$/.exec(text) ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}
