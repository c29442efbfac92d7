import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, ensureBuilder, removeImage, type Engine } from '@hypriotkit/engine';

const IMAGE = 'hypriotkit-test/registry:latest';
const LABEL = 'io.hypriotkit.test';
const PATIENCE_SECONDS = 30;

export interface User {
  name: string;
  password: string;
}

/** A registry of images in a container. It uses a loopback port, for which the engine needs no certificate. */
export interface LocalRegistry {
  /** Host and port, as in the name of an image. */
  host: string;
  /** Pushes an image that contains a word, and removes it from the engine. Resolves to the image's ID. */
  publish(image: string, word: string): Promise<string>;
  /** Stops the registry and removes published images from the engine. */
  stop(): void;
}

/** Starts an empty registry, which admits only `user` if one is given. It ends by itself after 15 minutes. */
export async function startRegistry(user?: User): Promise<LocalRegistry> {
  const engine = await connect();
  await ensureBuilder(engine, { folder: join(__dirname, 'registry'), tag: IMAGE });
  const access = user ? ['--env', `NAME=${user.name}`, '--env', `PASSWORD=${user.password}`] : [];
  const id = docker('run', '--detach', '--rm', '--publish', '127.0.0.1::5000', ...access, IMAGE);
  const registry = {
    host: docker('port', id, '5000').split('\n')[0]!,
    publish: (image: string, word: string) => publish(engine, image, word),
    stop() {
      docker('kill', id);
      removePublished();
    },
  };
  try {
    await answer(registry.host);
  } catch (error) {
    registry.stop();
    throw error;
  }
  return registry;
}

/** Runs the docker command with the current environment of the test. Returns its output. */
export function docker(...args: string[]): string {
  const { env } = process;
  return execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env }).trim();
}

async function publish(engine: Engine, image: string, word: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-publish-'));
  try {
    writeFileSync(join(folder, 'Dockerfile'), `FROM scratch\nCOPY word /\nCMD ["/word"]\n`);
    writeFileSync(join(folder, 'word'), word);
    const { id } = await ensureBuilder(engine, { folder, tag: image, labels: { [LABEL]: String(process.pid) } });
    docker('push', image);
    await removeImage(engine, image, { force: true });
    return id;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Also removes images that have lost their name to a newer one.
function removePublished(): void {
  const made = docker('images', '--all', '--quiet', '--filter', `label=${LABEL}=${process.pid}`);
  for (const id of new Set(made.split('\n').filter(Boolean))) docker('rmi', '--force', id);
}

async function answer(host: string): Promise<void> {
  for (let second = 0; second < PATIENCE_SECONDS; second += 0.2) {
    // A request may hang if the container does not have its network yet.
    const status = await fetch(`http://${host}/v2/`, { signal: AbortSignal.timeout(1000) }).then(
      (response) => response.status,
      () => undefined,
    );
    if (status === 200 || status === 401) return;
    await sleep(200);
  }
  throw new Error(`the registry at ${host} does not answer`);
}
