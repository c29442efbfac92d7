import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { connect, ensureBuilder } from '@hypriotkit/engine';
import { ROOT, Run, type Outcome } from './workspace';

/** Tags of images that tests make; their layers are the engine's cache's. */
const TEST_IMAGES = 'hypriotkit-test';

/** Makes the image of a builder's folder, on the base image of this workspace, and returns its name. */
export async function builderImage(
  name: string,
  folder: string,
  buildArgs: Record<string, string> = {},
): Promise<string> {
  const engine = await connect();
  const base = `${TEST_IMAGES}/base_image:latest`;
  const baseFolder = join(ROOT, 'components', 'base_image', 'builder');
  await ensureBuilder(engine, { folder: baseFolder, tag: base, buildArgs: { BASE_IMAGE: 'debian:trixie-slim' } });
  const tag = `${TEST_IMAGES}/${name}:latest`;
  await ensureBuilder(engine, { folder: join(ROOT, folder), tag, buildArgs: { ...buildArgs, BASE_IMAGE: base } });
  return tag;
}

/** A container with the engine's default capabilities that stays until it is removed, an hour at most. */
export class RunningContainer {
  readonly id: string;

  /** @param command what it runs; without any it waits for `run` */
  constructor(image: string, command: string[] = ['sleep', '3600']) {
    this.id = docker('run', '--detach', '--rm', '--init', image, ...command);
  }

  /** Its address on the engine's bridge network, where other containers reach it. */
  get address(): string {
    return docker('inspect', '--format', '{{.NetworkSettings.IPAddress}}', this.id);
  }

  /** Puts a file of this machine into a folder of the container. */
  copyIn(file: string, folder: string): void {
    docker('cp', file, `${this.id}:${folder}`);
  }

  /** Takes a file of the container into a folder of this machine. */
  copyOut(file: string, folder: string): void {
    docker('cp', `${this.id}:${file}`, folder);
  }

  /** Runs a bash script in it. Standard output and error are one stream: of two, the engine may lose the end of one. */
  run(script: string, env: Record<string, string> = {}): Promise<Outcome> {
    const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const command = ['exec', ...variables, this.id, 'bash', '-c', `exec 2>&1\n${script}`];
    return new Run(spawn('docker', command, { stdio: ['ignore', 'pipe', 'pipe'] })).ended;
  }

  /** Resolves with all that the container has said when that holds a text; fails when it ends without. */
  async says(text: string): Promise<string> {
    const logs = new Run(spawn('docker', ['logs', '--follow', this.id], { stdio: ['ignore', 'pipe', 'pipe'] }));
    await logs.says(text);
    logs.child.kill();
    return logs.output;
  }

  remove(): void {
    docker('rm', '--force', this.id);
  }
}

const docker = (...args: string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
