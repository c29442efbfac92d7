// Variables that users set, and that the API and the command pass on to the orchestrator image.

/** Sets the verbosity. */
export const VERBOSITY_VARIABLE = 'HYPRIOTKIT_VERBOSITY';
/** Sets the owner, as `uid:gid`, of delivered files and of files in the store. */
export const OWNER_VARIABLE = 'HYPRIOTKIT_OWNER';
/** Sets the place of the store. */
export const STORE_VARIABLE = 'HYPRIOTKIT_STORE';
/** Sets the size limit of the store. */
export const SIZE_VARIABLE = 'HYPRIOTKIT_STORE_SIZE';

/** Parses the owner of files from a text such as `1000:1000`. Returns undefined if it has another form. */
export function parseOwner(text: string): { uid: number; gid: number } | undefined {
  const [, uid, gid] = /^(\d+):(\d+)$/.exec(text) ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}
