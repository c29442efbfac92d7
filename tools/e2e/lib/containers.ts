import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Limits } from '@hypriotkit/component';
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

/** What project.json says of a target's container. */
interface Stated {
  container?: Limits;
  deviceNodes?: boolean;
}

/** Returns the options of `docker run` that give a container the rights of a target's: no more, and no less. */
function rightsOf(component: string, target: string): string[] {
  const file = join(ROOT, 'components', component, 'project.json');
  const { targets } = JSON.parse(readFileSync(file, 'utf8')) as { targets: Record<string, { options: Stated }> };
  const { container, deviceNodes } = targets[target]!.options;
  const added = [...container!.capabilities, ...(deviceNodes ? ['MKNOD'] : [])];
  return [
    '--cap-drop=ALL',
    ...added.map((name) => `--cap-add=${name}`),
    '--security-opt=no-new-privileges',
    ...(container!.network === 'none' ? ['--network=none'] : []),
  ];
}

/** A container of a component's builder image, with the rights that the builder has. */
export async function builderContainer(component: string): Promise<RunningContainer> {
  const image = await builderImage(component, `components/${component}/builder`);
  return new RunningContainer(image, undefined, rightsOf(component, 'build'));
}

/** A container of the image of proof, with the rights that `verify` has. */
export async function proofContainer(): Promise<RunningContainer> {
  const image = await builderImage('rpi_sd_image_proof', 'components/rpi_sd_image/proof');
  return new RunningContainer(image, undefined, rightsOf('rpi_sd_image', 'verify'));
}

/** A container that stays until it is removed, an hour at most. */
export class RunningContainer {
  readonly id: string;

  /**
   * @param command what it runs; without any it waits for `run`
   * @param options of `docker run`; without any it has what the engine gives to every container
   */
  constructor(image: string, command: string[] = ['sleep', '3600'], options: string[] = []) {
    this.id = docker('run', '--detach', '--rm', '--init', ...options, image, ...command);
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
