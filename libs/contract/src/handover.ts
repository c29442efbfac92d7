/** Names the file of a secret that says what a job of a swarm builds with, and where its result goes: a Handover, as JSON. */
export const HANDOVER_VARIABLE = 'HYPRIOTKIT_HANDOVER';
/** Has the orchestrator build what the boards share, and nothing of a board. */
export const SHARED_VARIABLE = 'HYPRIOTKIT_SHARED';

/** Where the secret of a job is in its container. */
export const HANDOVER_FILE = '/run/secrets/hypriotkit';

/** A file that was encrypted with AES-256-GCM. All in hexadecimal digits. */
export interface Seal {
  key: string;
  iv: string;
  tag: string;
}

/** A server of Nx's remote cache. */
export interface CacheAccess {
  /** URL. */
  server: string;
  /** For writing. */
  token?: string;
  /** PEM certificates of authorities that the server's certificate may be from. */
  authorities?: string;
}

/** What a job of a swarm gets as a secret. */
export interface Handover {
  cache: CacheAccess;
  /** A tar archive with the user's files, to be unpacked to /: its name on the server, and how it is opened. */
  input: { id: string; seal: Seal };
  /** The name under which the server gets the result: a tar archive of the delivered files, the manifest first. */
  result: string;
}
