import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packages } from '../../release/lib/packages';
import { buildPackages } from './packed';
import { Run } from './workspace';

/** A registry of npm on loopback that knows the packages of this workspace and no others. */
export interface Registry {
  /** What an .npmrc says to have them from here and everything else from where it comes from usually. */
  npmrc: string;
  stop(): Promise<void>;
}

/** Starts a registry with an empty store and publishes the packages to it, as they would be to npm's. */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-registry-'));
  const port = await freePort();
  const server = await startServer(folder, port);
  const stop = async () => {
    server.child.kill();
    await server.ended;
    rmSync(folder, { recursive: true });
  };
  const url = `http://127.0.0.1:${port}/`;
  const npmrc = `@hypriotkit:registry=${url}\n//127.0.0.1:${port}/:_authToken=anybody\n`;
  try {
    await publishAll(folder, npmrc, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { npmrc, stop };
}

async function startServer(folder: string, port: number): Promise<Run> {
  const config = join(folder, 'config.yaml');
  // YAML is a superset of JSON.
  writeFileSync(
    config,
    JSON.stringify({
      storage: join(folder, 'storage'),
      uplinks: {},
      packages: {
        '@hypriotkit/*': { access: '$all', publish: '$all' },
        hypriotkit: { access: '$all', publish: '$all' },
      },
      log: { type: 'stdout', level: 'http' },
    }),
  );
  const command = [require.resolve('verdaccio/bin/verdaccio'), '--config', config, '--listen', `127.0.0.1:${port}`];
  const server = new Run(spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder }));
  await server.says('http address');
  return server;
}

async function publishAll(folder: string, npmrc: string, url: string): Promise<void> {
  await buildPackages();
  const home = join(folder, 'npm');
  mkdirSync(home);
  const userconfig = join(home, '.npmrc');
  writeFileSync(userconfig, npmrc);
  for (const { built: cwd } of packages()) {
    // One of them has no scope, and must not go where the .npmrc sends such packages.
    const args = ['publish', '--silent', '--userconfig', userconfig, '--registry', url];
    execFileSync('npm', args, { cwd, stdio: 'pipe' });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
