import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { selfSigned } from '../../../libs/engine/src/testing/certificate';
import { ROOT } from './workspace';

const EXAMPLE = join(ROOT, 'examples', 'shared-cache');
const ENTRIES = '/var/lib/hypriotkit-cache/v1/cache';
const ONLY_OWNER = 0o600;
export const TOKENS = { read: 'token-of-a-reader', write: 'token-of-a-writer' };

export type Access = keyof typeof TOKENS;

/** Debian's nginx with files of examples/shared-cache, in a container that listens on an address of this machine. */
export abstract class SharedCache {
  protected readonly id: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'hypriotkit-shared-cache-'));
  private readonly certificate: ReturnType<typeof selfSigned>;
  private url = '';

  /**
   * @param dockerfile path in the example
   * @param options of the container
   */
  protected constructor(image: string, dockerfile: string, address: string, options: string[] = []) {
    this.certificate = selfSigned(address);
    docker('build', '--quiet', '--tag', image, '--file', join(EXAMPLE, dockerfile), EXAMPLE);
    this.id = docker('create', '--init', '--publish', `${address}::443`, ...options, image);
    this.put('/etc/nginx/hypriotkit-cache.crt', this.certificate.cert);
    this.put('/etc/nginx/hypriotkit-cache.key', this.certificate.key, ONLY_OWNER);
    // The commands that the page gives for a server of one's own put the tokens in the same places.
    this.putFilledIn('tokens', '/etc/nginx/hypriotkit-cache.tokens', {
      REPLACE_WITH_A_TOKEN_FOR_READING: TOKENS.read,
      REPLACE_WITH_A_TOKEN_FOR_WRITING: TOKENS.write,
    });
  }

  /** Returns the content of each entry, by its hash. */
  abstract entries(): Map<string, Buffer>;

  /** Changes an entry behind the server's back. */
  abstract damage(hash: string, content: Buffer): void;

  /** Resolves when the server answers. */
  async ready(): Promise<void> {
    for (let left = 100; ; left--) {
      try {
        return void (await this.ask('GET', '/'));
      } catch (error) {
        if (left === 0) throw error;
        await sleep(100);
      }
    }
  }

  /** What Nx reads to use it. */
  variables(access: Access): NodeJS.ProcessEnv {
    return {
      NX_SELF_HOSTED_REMOTE_CACHE_SERVER: this.url,
      NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: TOKENS[access],
      NODE_EXTRA_CA_CERTS: join(this.folder, 'hypriotkit-cache.crt'),
    };
  }

  /** Resolves to the status of the answer. */
  async ask(...what: Parameters<SharedCache['exchange']>): Promise<number> {
    return (await this.exchange(...what)).status;
  }

  /** @param length of the body, if more is announced than comes */
  exchange(
    method: string,
    path: string,
    access?: Access,
    body: string | Buffer = '',
    length = Buffer.byteLength(body),
  ): Promise<{ status: number; body: Buffer }> {
    const login = access && { authorization: `Bearer ${TOKENS[access]}` };
    const headers = { ...login, 'content-length': length };
    return new Promise((resolve, reject) => {
      const asking = request(`${this.url}${path}`, { method, headers, ca: this.certificate.cert }, (answer) => {
        buffer(answer).then((content) => resolve({ status: answer.statusCode!, body: content }), reject);
      });
      asking.on('error', reject).write(body);
      if (length === Buffer.byteLength(body)) asking.end();
    });
  }

  /** Resolves when the server has lost an upload in the middle. */
  async breakOff(path: string, body: Buffer): Promise<void> {
    const headers = { authorization: `Bearer ${TOKENS.write}`, 'content-length': body.length };
    const asking = request(`${this.url}${path}`, { method: 'PUT', headers, ca: this.certificate.cert });
    await new Promise((resolve) => asking.on('error', resolve).write(body.subarray(0, body.length / 2), resolve));
    asking.destroy();
  }

  kill(): void {
    docker('kill', this.id);
  }

  remove(): void {
    docker('rm', '--force', '--volumes', this.id);
    rmSync(this.folder, { recursive: true });
  }

  protected start(): void {
    docker('start', this.id);
    this.url = `https://${docker('port', this.id, '443/tcp').split('\n')[0]}`;
  }

  protected put(path: string, content: string | Buffer, mode = 0o644): void {
    const file = join(this.folder, path.slice(path.lastIndexOf('/') + 1));
    writeFileSync(file, content, { mode });
    docker('cp', file, `${this.id}:${path}`);
  }

  /** Puts a file with secrets from the example into the container, with values in the place of words. */
  protected putFilledIn(file: string, path: string, values: Record<string, string>): void {
    let content = readFileSync(join(EXAMPLE, file), 'utf8');
    for (const [word, value] of Object.entries(values)) {
      if (!content.includes(word)) throw new Error(`${file} does not have ${word}`);
      content = content.replace(word, value);
    }
    this.put(path, content, ONLY_OWNER);
  }
}

/** The one that keeps entries in files. */
export class SharedCacheServer extends SharedCache {
  /** @param address by default the loopback address, which no container reaches */
  constructor(address = '127.0.0.1') {
    super('hypriotkit-test/shared-cache:latest', 'Dockerfile', address);
    this.start();
  }

  override entries(): Map<string, Buffer> {
    const hashes = docker('exec', this.id, 'ls', ENTRIES).split('\n').filter(Boolean);
    return new Map(
      hashes.map((hash) => [hash, execFileSync('docker', ['exec', this.id, 'cat', `${ENTRIES}/${hash}`])]),
    );
  }

  override damage(hash: string, content: Buffer): void {
    this.put(`${ENTRIES}/${hash}`, content);
  }
}

export const docker = (...args: string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** The address of this machine that containers on the engine's bridge network reach. */
export const bridgeAddress = (): string =>
  docker('network', 'inspect', 'bridge', '--format', '{{(index .IPAM.Config 0).Gateway}}');
