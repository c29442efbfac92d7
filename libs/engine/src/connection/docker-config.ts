import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from './world';

type Place = Pick<World, 'env' | 'home'>;

/** The docker command's config.json, as far as it concerns us. */
export interface DockerConfig {
  currentContext?: string;
  auths?: Record<string, { auth?: string; username?: string; password?: string; identitytoken?: string }>;
  credsStore?: string;
  credHelpers?: Record<string, string>;
}

/** The folder where the docker command keeps its configuration. */
export const dockerConfigFolder = ({ env, home }: Place): string => env.DOCKER_CONFIG || join(home, '.docker');

/** Reads config.json. A missing file is an empty configuration; one that is no JSON is an error. */
export async function readDockerConfig(place: Place): Promise<DockerConfig> {
  const file = join(dockerConfigFolder(place), 'config.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '{}';
    throw error;
  });
  try {
    return JSON.parse(text) as DockerConfig;
  } catch {
    // The parser's own message quotes the text, and the text may hold passwords.
    throw new Error(`${file} is not valid JSON`);
  }
}
