import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { selfSigned } from '../../../libs/engine/src/testing/certificate';
import { ROOT } from './workspace';

const IMAGE = 'hypriotkit-test/shared-cache:latest';
const ENTRIES = '/var/lib/hypriotkit-cache/v1/cache';
const TOKENS = { read: 'token-of-a-reader', write: 'token-of-a-writer' };

export type Access = keyof typeof TOKENS;

/** Debian's nginx with the files of examples/shared-cache, in a container that listens on an address of this machine. */
export class SharedCacheServer {
  private readonly folder = mkdtempSync(join(tmpdir(), 'hypriotkit-shared-cache-'));
  private readonly id: string;
  private readonly certificate: ReturnType<typeof selfSigned>;
  private readonly url: string;

  /** @param address by default the loopback address, which no container reaches */
  constructor(address = '127.0.0.1') {
    this.certificate = selfSigned(address);
    docker('build', '--quiet', '--tag', IMAGE, join(ROOT, 'examples', 'shared-cache'));
    this.id = docker('create', '--init', '--publish', `${address}::443`, IMAGE);
    this.put('/etc/nginx/hypriotkit-cache.crt', this.certificate.cert);
    this.put('/etc/nginx/hypriotkit-cache.key', this.certificate.key);
    // The commands that the page gives for a server of one's own put the tokens in the same places.
    const tokens = readFileSync(join(ROOT, 'examples', 'shared-cache', 'tokens'), 'utf8')
      .replace('REPLACE_WITH_A_TOKEN_FOR_READING', TOKENS.read)
      .replace('REPLACE_WITH_A_TOKEN_FOR_WRITING', TOKENS.write);
    this.put('/etc/nginx/hypriotkit-cache.tokens', tokens);
    docker('start', this.id);
    this.url = `https://${docker('port', this.id, '443/tcp').split('\n')[0]}`;
  }

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
  ask(method: string, path: string, access?: Access, body = ''): Promise<number> {
    const headers = access && { authorization: `Bearer ${TOKENS[access]}` };
    return new Promise((resolve, reject) => {
      const asking = request(`${this.url}${path}`, { method, headers, ca: this.certificate.cert }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode!));
      });
      asking.on('error', reject).end(body);
    });
  }

  /** Returns the content of each entry, by its hash. */
  entries(): Map<string, Buffer> {
    const hashes = docker('exec', this.id, 'ls', ENTRIES).split('\n').filter(Boolean);
    return new Map(
      hashes.map((hash) => [hash, execFileSync('docker', ['exec', this.id, 'cat', `${ENTRIES}/${hash}`])]),
    );
  }

  /** Changes an entry behind the server's back. */
  damage(hash: string, content: Buffer): void {
    this.put(`${ENTRIES}/${hash}`, content);
  }

  kill(): void {
    docker('kill', this.id);
  }

  remove(): void {
    docker('rm', '--force', '--volumes', this.id);
    rmSync(this.folder, { recursive: true });
  }

  private put(path: string, content: string | Buffer): void {
    const file = join(this.folder, path.slice(path.lastIndexOf('/') + 1));
    writeFileSync(file, content);
    docker('cp', file, `${this.id}:${path}`);
  }
}

const docker = (...args: string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** The address of this machine that containers on the engine's bridge network reach. */
export const bridgeAddress = (): string =>
  docker('network', 'inspect', 'bridge', '--format', '{{(index .IPAM.Config 0).Gateway}}');
