import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, ensureBuilder } from '@hypriotkit/engine';

const IMAGE = 'hypriotkit-test/registry:latest';
const PATIENCE_SECONDS = 30;

export interface User {
  name: string;
  password: string;
}

/** A registry of images in a container, on a port of the loopback, where the engine asks for no certificate. */
export interface LocalRegistry {
  /** Host and port, as in the name of an image. */
  host: string;
  stop(): void;
}

/** Starts an empty registry, which lets only that user in if there is one. It ends by itself after a quarter of an hour. */
export async function startRegistry(user?: User): Promise<LocalRegistry> {
  await ensureBuilder(await connect(), { folder: join(__dirname, 'registry'), tag: IMAGE });
  const access = user ? ['--env', `NAME=${user.name}`, '--env', `PASSWORD=${user.password}`] : [];
  const id = docker('run', '--detach', '--rm', '--publish', '127.0.0.1::5000', ...access, IMAGE);
  const registry = { host: docker('port', id, '5000').split('\n')[0]!, stop: () => void docker('kill', id) };
  try {
    await answer(registry.host);
  } catch (error) {
    registry.stop();
    throw error;
  }
  return registry;
}

/** Runs the docker command, with the environment as the test has it now. */
export function docker(...args: string[]): string {
  const { env } = process;
  return execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env }).trim();
}

async function answer(host: string): Promise<void> {
  for (let second = 0; second < PATIENCE_SECONDS; second += 0.2) {
    // A request that comes before the container has its network may never be answered.
    const status = await fetch(`http://${host}/v2/`, { signal: AbortSignal.timeout(1000) }).then(
      (response) => response.status,
      () => undefined,
    );
    if (status === 200 || status === 401) return;
    await sleep(200);
  }
  throw new Error(`the registry at ${host} does not answer`);
}
