import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { selfSigned } from '../../../libs/engine/src/testing/certificate';
import { docker } from './shared-cache-server';

const IMAGE = 'hypriotkit-test/object-store:latest';
/** How a store in containers may take to start, in seconds. */
const PATIENCE = 120;

/** Ceph with its gateway for S3, which checks signatures, in a container on a network of its own. */
export class ObjectStore {
  readonly host = 'store.example';
  readonly region = 'us-east-1';
  readonly bucket = 'builds';
  readonly key = 'key-of-the-bucket';
  readonly secret = 'secret/of+the/bucket';
  readonly network: string;
  readonly certificate: string;
  private readonly id: string;

  constructor() {
    const { cert, key } = selfSigned(this.host);
    this.certificate = cert;
    docker('build', '--quiet', '--tag', IMAGE, join(__dirname, 'object-store'));
    this.network = docker('network', 'create', `hypriotkit-test-object-store-${process.pid}`);
    const keys = ['--env', `ACCESS_KEY=${this.key}`, '--env', `SECRET_KEY=${this.secret}`];
    const place = ['--network', this.network, '--network-alias', this.host, '--add-host', `${this.host}:127.0.0.1`];
    this.id = docker('create', '--init', ...place, ...keys, IMAGE);
    const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-object-store-'));
    for (const [name, content] of Object.entries({ 'tls.crt': cert, 'tls.key': key })) {
      writeFileSync(join(folder, name), content);
      docker('cp', join(folder, name), `${this.id}:/etc/ceph/${name}`);
    }
    rmSync(folder, { recursive: true });
    docker('start', this.id);
  }

  /** Resolves when the store has a bucket. */
  async ready(): Promise<void> {
    for (let left = PATIENCE; ; left--) {
      try {
        return void this.curl('/', ['--request', 'PUT', '--fail']);
      } catch (error) {
        if (left === 0) throw new Error(docker('logs', this.id), { cause: error });
        await sleep(1000);
      }
    }
  }

  /** Returns the names of all objects. */
  names(): string[] {
    const list = this.curl('/', ['--fail']).toString();
    return [...list.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, name]) => name!);
  }

  get(name: string): Buffer {
    return this.curl(`/${name}`, ['--fail']);
  }

  /** Replaces whatever has this name. */
  set(name: string, content: Buffer): void {
    this.curl(`/${name}`, ['--fail', '--upload-file', '-'], { input: content });
  }

  /** Returns the status of the answer to a request for an object that is signed with a secret. */
  statusOf(name: string, secret: string): string {
    const how = ['--output', '/dev/null', '--write-out', '%{http_code}'];
    return this.curl(`/${name}`, how, {}, secret).toString();
  }

  kill(): void {
    docker('kill', this.id);
  }

  remove(): void {
    docker('rm', '--force', '--volumes', this.id);
    docker('network', 'rm', this.network);
  }

  /** Asks the store as another client does, which signs on its own. */
  private curl(path: string, args: string[], options: ExecFileSyncOptions = {}, secret = this.secret): Buffer {
    const signed = ['--aws-sigv4', `aws:amz:${this.region}:s3`, '--user', `${this.key}:${secret}`];
    const quiet = ['--silent', '--show-error', '--cacert', '/etc/ceph/tls.crt'];
    const command = ['curl', ...quiet, ...signed, ...args, `https://${this.host}/${this.bucket}${path}`];
    return execFileSync('docker', ['exec', '--interactive', this.id, ...command], {
      stdio: 'pipe',
      maxBuffer: 2 ** 28,
      ...options,
    }) as Buffer;
  }
}
