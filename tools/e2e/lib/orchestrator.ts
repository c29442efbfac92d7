import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Run } from './workspace';

export const IMAGE = 'hypriotkit/hypriotkit:latest';
const ARTIFACTS = '/opt/app/artifacts';
const SOCKET = '/var/run/docker.sock';

export const docker = (...args: string[]): string => execFileSync('docker', args, { encoding: 'utf8' }).trim();

interface Circumstances {
  /** What finished artifacts go to: a volume or a folder. */
  artifacts?: string;
  /** The engine's socket in the container. */
  socket?: string;
  env?: Record<string, string>;
}

/** A folder, a volume and what is run with them, for one test of the orchestrator image. */
export class Orchestration {
  readonly folder = mkdtempSync(join(tmpdir(), 'hypriotkit-orchestrator-'));
  readonly volume = `hypriotkit-test-${process.pid}-${Date.now()}`;
  private readonly started: string[] = [];

  /** Path of the user's configuration. */
  readonly configs = join(this.folder, 'configs.json');

  /** Writes a file of the folder, the user's configuration unless another is named. */
  write(content: string | object, file = 'configs.json'): void {
    writeFileSync(join(this.folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }

  /** Starts the image with the engine's socket and the configuration. */
  run({ artifacts = this.volume, socket = SOCKET, env = {} }: Circumstances = {}) {
    const name = `${this.volume}-${this.started.length}`;
    this.started.push(name);
    const mounts = [`${SOCKET}:${socket}`, `${artifacts}:${ARTIFACTS}`];
    const args = [
      ...mounts.flatMap((mount) => ['--volume', mount]),
      ...['--volume', `${this.configs}:/opt/app/user/configs.json:ro`],
      ...Object.entries(env).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]),
    ];
    const child = spawn('docker', ['run', '--name', name, ...args, IMAGE], { stdio: ['ignore', 'pipe', 'pipe'] });
    return Object.assign(new Run(child), { name });
  }

  /** Runs Debian's docker-compose in the folder. */
  compose(...args: string[]): void {
    const tag = 'hypriotkit-test/compose';
    const install = 'apt-get update && apt-get install --yes --no-install-recommends docker-compose';
    const input = `FROM debian:trixie-slim\nRUN ${install}\n`;
    execFileSync('docker', ['build', '--quiet', '--tag', tag, '-'], { input, stdio: ['pipe', 'pipe', 'pipe'] });
    const mounts = [`${SOCKET}:${SOCKET}`, `${this.folder}:${this.folder}`];
    const options = [...mounts.flatMap((mount) => ['--volume', mount]), '--workdir', this.folder];
    docker('run', '--rm', ...options, tag, 'docker-compose', ...args);
    docker('image', 'rm', tag);
  }

  /** Runs a shell where the artifacts are, as root. */
  look(script: string, artifacts = this.volume): string {
    return docker('run', '--rm', '--volume', `${artifacts}:${ARTIFACTS}`, '-w', ARTIFACTS, IMAGE, 'sh', '-c', script);
  }

  remove(): void {
    if (this.started.length > 0) docker('rm', '--force', '--volumes', ...this.started);
    this.look('rm -rf ./* .store', this.folder);
    execFileSync('rm', ['-r', this.folder]);
    docker('volume', 'rm', '--force', this.volume);
  }
}
