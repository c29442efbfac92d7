import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularFile } from '@hypriotkit/core';
import type { Candidate, TlsSource } from '../candidate';
import { dockerConfigFolder, readDockerConfig } from '../docker-config';
import type { World } from '../world';
import type { Strategy } from './strategy';

/** What `docker context create` writes to contexts/meta/<sha256 of the name>/meta.json. */
interface ContextMeta {
  Endpoints?: { docker?: { Host?: string; SkipTLSVerify?: boolean } };
}

/**
 * The docker command's current context. One from DOCKER_CONTEXT was chosen for this call, so it is decisive. One from
 * config.json often outlives the program that set it (Docker Desktop, colima), so others are tried too.
 */
export const dockerContext: Strategy = async (world) => {
  const decisive = Boolean(world.env.DOCKER_CONTEXT);
  try {
    const name = world.env.DOCKER_CONTEXT || (await readDockerConfig(world)).currentContext;
    // "default" means no context: the usual sockets are tried.
    if (name === undefined || name === '' || name === 'default') return [];
    return [await readContext(world, name, decisive)];
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return [{ foundBy: 'docker context', address: dockerConfigFolder(world), decisive, problem }];
  }
};

async function readContext(world: World, name: string, decisive: boolean): Promise<Candidate> {
  const foundBy = `docker context ${name}`;
  const contexts = join(dockerConfigFolder(world), 'contexts');
  const id = createHash('sha256').update(name).digest('hex');
  const metaFile = join(contexts, 'meta', id, 'meta.json');
  const meta = await readRegularFile(metaFile).catch(() => undefined);
  if (meta === undefined) {
    return { foundBy, address: metaFile, decisive, problem: 'there is no such context (docker context ls)' };
  }
  const endpoint = endpointIn(meta.toString());
  if (!endpoint?.Host) return { foundBy, address: metaFile, decisive, problem: 'the context names no Docker engine' };
  const tls = await tlsOf(join(contexts, 'tls', id, 'docker'), endpoint.SkipTLSVerify !== true);
  return { foundBy, address: endpoint.Host, decisive, ...tls };
}

function endpointIn(meta: string): NonNullable<ContextMeta['Endpoints']>['docker'] {
  try {
    return (JSON.parse(meta) as ContextMeta | null)?.Endpoints?.docker;
  } catch {
    return undefined;
  }
}

async function tlsOf(folder: string, verify: boolean): Promise<{ tls?: TlsSource }> {
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  return there ? { tls: { folder, verify } } : {};
}
