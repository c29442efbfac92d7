/** Whom a file in a container belongs to, by the numbers that count there. */
export interface FileOwner {
  uid: number;
  gid: number;
}

export const ROOT: FileOwner = { uid: 0, gid: 0 };
