import { join } from 'node:path';
import { SIGNATURE, verifySignature } from '@hypriotkit/artifacts';
import type { Logger } from '@hypriotkit/core';
import type { Input } from './prepare-run';
import type { SignedInput } from './request';

/**
 * Checks the signatures of inputs that have to be signed.
 *
 * @throws SignatureMissing, SignatureInvalid
 */
export async function checkSigned(inputs: Input[], signed: SignedInput[], log: Logger): Promise<void> {
  for (const { role, key, folder } of signed) {
    for (const { file, path } of inputs.filter((input) => input.role === role)) {
      const comment = await verifySignature(path, key, join(folder, file + SIGNATURE));
      log.step(`${file} is signed with the key ${key.text}: ${comment}`);
    }
  }
}
