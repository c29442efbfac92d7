import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, engineInfo } from '@hypriotkit/engine';
import { builderImage } from '../../e2e/lib/containers';
import { AS_A_MACHINE } from './as-a-machine';

const BASE_LAYER = 'debian:trixie-slim';
const SECONDS_TO_ANSWER = 60;
/** An engine that ends comes back after a moment, as a system's does. Its socket is in the usual place, too. */
const RUN =
  'ln -sf /run/engine/docker.sock /var/run/docker.sock; while :; do rm -f /run/docker.pid; dockerd --host unix:///run/engine/docker.sock; sleep 3; done';

/** An engine of a test's own, which it may kill: in a container that may do what a machine may. */
export class MortalEngine {
  private readonly folder = mkdtempSync(join(tmpdir(), 'hypriotkit-mortal-'));
  private id = '';
  /** What tells the engine's process that was ended last from the next one. */
  private ended = '';

  /** @param room of its disk, such as 400m; by default it shares that of this machine */
  static async start(room?: string): Promise<MortalEngine> {
    const image = await builderImage('engines-trixie', 'tools/long/lib/engines', { SUITE: 'trixie' });
    const engine = new MortalEngine();
    const disk = room === undefined ? [] : ['--tmpfs', `/var/lib/docker:exec,size=${room}`];
    const options = ['--detach', '--init', ...AS_A_MACHINE, ...disk, '--volume', `${engine.folder}:/run/engine`];
    engine.id = docker('run', ...options, '--entrypoint', 'bash', image, '-c', RUN);
    await engine.answers();
    engine.load(BASE_LAYER);
    return engine;
  }

  get env(): { DOCKER_HOST: string } {
    return { DOCKER_HOST: `unix://${this.folder}/docker.sock` };
  }

  /** Its address on the network that it shares with other engines of tests. */
  get address(): string {
    return docker('inspect', '--format', '{{.NetworkSettings.IPAddress}}', this.id);
  }

  /** Runs the docker command on it. */
  docker(...args: string[]): string {
    const env = { ...process.env, ...this.env };
    return execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env }).trim();
  }

  /** Gives it an image of this machine's engine. */
  load(image: string): void {
    const load = `docker save ${image} | DOCKER_HOST=${this.env.DOCKER_HOST} docker load`;
    execFileSync('bash', ['-o', 'pipefail', '-c', load], { stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Ends everything on the engine's machine at once. */
  die(): void {
    docker('kill', this.id);
  }

  /** Kills the engine alone. It comes back by itself. */
  kill(): void {
    this.signal('KILL');
  }

  /** Ends the engine as a system does. It comes back by itself. */
  restart(): void {
    this.signal('TERM');
  }

  /** Ends everything on the engine's machine at once, and starts the machine again. */
  async powerCut(): Promise<void> {
    docker('kill', this.id);
    for (let second = 1; ; second += 1) {
      try {
        docker('start', this.id);
        return;
      } catch (error) {
        // The other engine is still cleaning up.
        if (second === SECONDS_TO_ANSWER) throw error;
        await sleep(1000);
      }
    }
  }

  private signal(name: string): void {
    this.ended = this.process();
    docker('exec', this.id, 'pkill', `-${name}`, '-x', 'dockerd');
  }

  private process(): string {
    return docker('exec', this.id, 'bash', '-c', 'stat --format "%n %Z" /proc/$(pgrep -x -o dockerd)');
  }

  /** Waits until the engine is there, or there again. */
  async answers(): Promise<void> {
    for (let second = 1; ; second += 1) {
      try {
        if (this.process() === this.ended) throw new Error('it has not ended yet');
        await engineInfo(await connect({ env: { ...process.env, ...this.env } }));
        return;
      } catch (error) {
        if (second === SECONDS_TO_ANSWER) throw new Error(docker('logs', '--tail', '20', this.id), { cause: error });
        await sleep(1000);
      }
    }
  }

  remove(): void {
    if (this.id) docker('rm', '--force', '--volumes', this.id);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const docker = (...args: string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
