import { join } from 'node:path';
import { readRegularFile } from '@hypriotkit/core';
import type { TlsSource } from './candidate';

/** Options for node:https. */
export interface TlsMaterial {
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
  rejectUnauthorized: boolean;
}

/**
 * Reads ca.pem, cert.pem and key.pem. cert.pem and key.pem are optional together; ca.pem is optional without
 * verification.
 */
export async function readTlsMaterial({ folder, verify }: TlsSource): Promise<TlsMaterial> {
  const [ca, cert, key] = await Promise.all(['ca.pem', 'cert.pem', 'key.pem'].map((name) => readIfThere(folder, name)));
  if (verify && ca === undefined)
    throw new Error(`${join(folder, 'ca.pem')} is missing, but the engine must be verified with it`);
  if ((cert === undefined) !== (key === undefined)) {
    throw new Error(`${folder} contains only one of cert.pem and key.pem; both are needed`);
  }
  return {
    rejectUnauthorized: verify,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
  };
}

async function readIfThere(folder: string, name: string): Promise<Buffer | undefined> {
  return readRegularFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
