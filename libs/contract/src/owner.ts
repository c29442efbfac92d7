/** The owner of files that a text such as `1000:1000` names, by user and group; undefined where it names none. */
export function parseOwner(text: string): { uid: number; gid: number } | undefined {
  const [, uid, gid] = /^(\d+):(\d+)$/.exec(text) ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}
