import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A key pair that signs as minisign does. verify-signature.int.spec.ts has signatures of minisign itself. */
export class TestKey {
  private readonly id = randomBytes(8);
  private readonly pair = generateKeyPairSync('ed25519');
  /** As minisign prints it. */
  readonly publicKey = base64('Ed', this.id, this.pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));

  /** Content of a file with the secret key, which has no password: neither salt nor checksum. */
  get secretKey(): string {
    const seed = this.pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
    const publicKey = Buffer.from(this.publicKey, 'base64').subarray(-32);
    const bytes = base64('Ed\0\0B2', Buffer.alloc(32 + 8 + 8), this.id, seed, publicKey, Buffer.alloc(32));
    return `untrusted comment: minisign encrypted secret key\n${bytes}\n`;
  }

  /** Returns the content of a signature file. */
  signatureOf(content: Buffer | string, comment: string): string {
    const { privateKey } = this.pair;
    const signature = sign(null, createHash('blake2b512').update(content).digest(), privateKey);
    const global = sign(null, Buffer.concat([signature, Buffer.from(comment)]), privateKey);
    return `untrusted comment: of a test\n${base64('ED', this.id, signature)}\ntrusted comment: ${comment}\n${base64(global)}\n`;
  }

  /** Signs a file. The signature is beside it. */
  sign(path: string, to = `${path}.minisig`): void {
    writeFileSync(to, this.signatureOf(readFileSync(path), `file:${basename(path)}`));
  }
}

function base64(...parts: (Buffer | string)[]): string {
  return Buffer.concat(parts.map((part) => Buffer.from(part as string))).toString('base64');
}
