import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Run } from './workspace';

export const IMAGE = 'hypriotkit/hypriotkit:latest';
const ARTIFACTS = '/opt/app/artifacts';

export const docker = (...args: string[]): string => execFileSync('docker', args, { encoding: 'utf8' }).trim();

/** A folder, a volume and what is run with them, for one test of the orchestrator image. */
export class Orchestration {
  readonly folder = mkdtempSync(join(tmpdir(), 'hypriotkit-orchestrator-'));
  readonly volume = `hypriotkit-test-${process.pid}-${Date.now()}`;
  private readonly started: string[] = [];

  /** Path of the user's configuration. */
  readonly configs = join(this.folder, 'configs.json');

  write(configs: string | object): void {
    writeFileSync(this.configs, typeof configs === 'string' ? configs : JSON.stringify(configs));
  }

  /** Starts the image with the engine's socket and the configuration. */
  run({ artifacts = this.volume, env = {} }: { artifacts?: string; env?: Record<string, string> } = {}) {
    const name = `${this.volume}-${this.started.length}`;
    this.started.push(name);
    const mounts = ['/var/run/docker.sock:/var/run/docker.sock', `${artifacts}:${ARTIFACTS}`];
    const args = [
      ...mounts.flatMap((mount) => ['--volume', mount]),
      ...['--volume', `${this.configs}:/opt/app/user/configs.json:ro`],
      ...Object.entries(env).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]),
    ];
    const child = spawn('docker', ['run', '--name', name, ...args, IMAGE], { stdio: ['ignore', 'pipe', 'pipe'] });
    return Object.assign(new Run(child), { name });
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
