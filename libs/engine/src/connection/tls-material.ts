import { createPrivateKey, X509Certificate } from 'node:crypto';
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
  const [ca, cert, key] = await Promise.all(Object.keys(FILES).map((name) => readIfThere(folder, name)));
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

/** How to find out whether a file holds what its name says. What uses it later would not name it. */
const FILES: Record<string, (content: Buffer) => unknown> = {
  'ca.pem': (content) => new X509Certificate(content),
  'cert.pem': (content) => new X509Certificate(content),
  'key.pem': createPrivateKey,
};

async function readIfThere(folder: string, name: string): Promise<Buffer | undefined> {
  const path = join(folder, name);
  const content = await readRegularFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  try {
    if (content) FILES[name]!(content);
  } catch (error) {
    throw new Error(`${path} is not what its name says: ${(error as Error).message}`, { cause: error });
  }
  return content;
}
