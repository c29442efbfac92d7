import { join } from 'node:path';
import { readRegularFile, reasonOf } from '@hypriotkit/core';
import type { World } from './world';
import { DockerConfigInvalid } from '../errors';

type Place = Pick<World, 'env' | 'home'>;

/** The parts of the docker command's config.json that we use. */
export interface DockerConfig {
  currentContext?: string;
  auths?: Record<string, { auth?: string; username?: string; password?: string; identitytoken?: string }>;
  credsStore?: string;
  credHelpers?: Record<string, string>;
  /** By the engine's address; `default` stands for all others. */
  proxies?: Record<string, ProxySettings>;
}

/** The proxies for containers of an engine: addresses, and in `noProxy` names with commas between them. */
export interface ProxySettings {
  httpProxy?: string;
  httpsProxy?: string;
  ftpProxy?: string;
  allProxy?: string;
  noProxy?: string;
}

/** Returns the folder of the docker command's configuration. */
export const dockerConfigFolder = ({ env, home }: Place): string => env.DOCKER_CONFIG || join(home, '.docker');

/**
 * Reads config.json. A missing file counts as an empty configuration.
 *
 * @throws DockerConfigInvalid when the file cannot be read or is not a valid configuration
 */
export async function readDockerConfig(place: Place): Promise<DockerConfig> {
  const file = join(dockerConfigFolder(place), 'config.json');
  const bytes = await readRegularFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '{}';
    throw new DockerConfigInvalid(file, `cannot be read: ${reasonOf(error)}`, error);
  });
  return checked(file, parse(file, bytes.toString()));
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own message would quote the text, which may have passwords.
    throw new DockerConfigInvalid(file, text.trim() === '' ? 'is empty' : 'is not valid JSON');
  }
}

function checked(file: string, value: unknown): DockerConfig {
  if (!isObject(value)) throw new DockerConfigInvalid(file, 'does not hold an object: { ... }');
  for (const name of ['auths', 'credHelpers', 'proxies']) {
    if (value[name] === undefined || value[name] === null) delete value[name];
    else if (!isObject(value[name]) || !isPlausible(name, value[name])) {
      throw new DockerConfigInvalid(file, `has "${name}" in a form that the docker command does not write`);
    }
  }
  for (const name of ['credsStore', 'currentContext']) {
    if (value[name] !== undefined && typeof value[name] !== 'string') {
      throw new DockerConfigInvalid(file, `has "${name}", which is not text`);
    }
  }
  return value;
}

const isPlausible = (name: string, entries: Record<string, unknown>): boolean =>
  Object.values(entries).every((entry) => {
    if (name === 'credHelpers') return typeof entry === 'string';
    return isObject(entry) && (name === 'auths' || Object.values(entry).every((value) => typeof value === 'string'));
  });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
