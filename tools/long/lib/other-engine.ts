import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, engineInfo } from '@hypriotkit/engine';
import { builderImage } from '../../e2e/lib/containers';
import { AS_A_MACHINE } from './as-a-machine';
import { selfSigned } from '../../../libs/engine/src/testing/certificate';

export interface EngineKind {
  title: string;
  /** The suite of Debian that it comes from. */
  suite: 'trixie' | 'forky';
  /** Words for start.sh. */
  start: string[];
  /** The folder of its image, if it is not one of the engines of Debian for this machine. */
  image?: string;
  /** How it is reached; by default, through its socket. */
  over?: 'tls' | 'ssh';
}

const PORTS = { tls: 2376, ssh: 22 };
const SECONDS_TO_ANSWER = 60;

/** An engine of another kind than that at hand, as on a machine of its own: in a container that may do what a machine may. */
export class OtherEngine {
  private readonly folder = mkdtempSync(join(tmpdir(), 'hypriotkit-engine-'));
  private id = '';

  private constructor(private readonly kind: EngineKind) {}

  /** Starts one and waits for its answer. */
  static async start(kind: EngineKind): Promise<OtherEngine> {
    const image = kind.image
      ? await builderImage(basename(kind.image), kind.image)
      : await builderImage(`engines-${kind.suite}`, 'tools/long/lib/engines', { SUITE: kind.suite });
    const engine = new OtherEngine(kind);
    try {
      const words = [...kind.start, ...engine.prepare()];
      const published = kind.over ? ['--publish', `127.0.0.1::${PORTS[kind.over]}`] : [];
      const shared = ['--volume', `${engine.folder}:/run/engine`];
      engine.id = docker('run', '--detach', '--init', ...AS_A_MACHINE, ...published, ...shared, image, ...words);
      await engine.answers();
      return engine;
    } catch (error) {
      const said = engine.id && docker('logs', '--tail', '20', engine.id);
      engine.remove();
      throw new Error(`${kind.title} does not start: ${said}`, { cause: error });
    }
  }

  /** Variables with which programs find it. */
  get env(): Record<string, string> {
    const { over } = this.kind;
    if (!over) return { DOCKER_HOST: `unix://${this.folder}/docker.sock` };
    const place = docker('port', this.id, String(PORTS[over]));
    if (over === 'tls') return { DOCKER_HOST: `tcp://${place}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: this.folder };
    return { DOCKER_HOST: `ssh://root@${place}`, PATH: `${join(this.folder, 'bin')}:${process.env['PATH']}` };
  }

  get address(): string {
    return this.env['DOCKER_HOST']!;
  }

  remove(): void {
    if (this.id) docker('rm', '--force', '--volumes', this.id);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Puts certificates or keys into the folder. Returns options for the engine. */
  private prepare(): string[] {
    const { over } = this.kind;
    if (over === 'ssh') this.makeKeys();
    if (over !== 'tls') return [];
    const { cert, key } = selfSigned();
    for (const [name, text] of Object.entries({ ca: cert, cert, key })) this.write(`${name}.pem`, text);
    const files = ['ca', 'cert', 'key'].map(
      (name) => `--tls${name === 'ca' ? 'cacert' : name}=/run/engine/${name}.pem`,
    );
    return ['--host', 'tcp://0.0.0.0:2376', '--tlsverify', ...files];
  }

  /** The user's ssh asks about unknown machines, and has keys of its own. */
  private makeKeys(): void {
    const key = join(this.folder, 'id');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    execFileSync('cp', [`${key}.pub`, join(this.folder, 'authorized_keys')]);
    const options = `-i ${key} -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null`;
    mkdirSync(join(this.folder, 'bin'));
    this.write('bin/ssh', `#!/bin/sh\nexec /usr/bin/ssh ${options} -o LogLevel=ERROR "$@"\n`);
    chmodSync(join(this.folder, 'bin', 'ssh'), 0o755);
  }

  private write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text, { mode: 0o600 });
  }

  private async answers(): Promise<void> {
    for (let second = 1; ; second += 1) {
      try {
        await engineInfo(await connect({ env: { ...process.env, ...this.env } }));
        return;
      } catch (error) {
        if (second === SECONDS_TO_ANSWER) throw error;
        await sleep(1000);
      }
    }
  }
}

const docker = (...args: string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
