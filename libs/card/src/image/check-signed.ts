import { basename, join } from 'node:path';
import { SIGNATURE, verifySignature, type PublicKey } from '@hypriotkit/artifacts';

/** What files have to be signed with. */
export interface Trust {
  key: PublicKey;
  /** The folder with the signatures. By default, each is beside its file. */
  folder?: string;
}

/**
 * Checks the signature of a file.
 *
 * @returns its trusted comment
 * @throws SignatureMissing, SignatureInvalid
 */
export const checkSigned = (path: string, { key, folder }: Trust): Promise<string> =>
  verifySignature(path, key, folder === undefined ? undefined : join(folder, basename(path) + SIGNATURE));
