import type { DockerConfig } from '../connection/docker-config';
import { readDockerConfig } from '../connection/docker-config';
import { RegistryAuthFailed } from '../errors';
import { askHelper } from './credential-helper';
import { DOCKER_HUB } from './image-reference';

/** The content of the X-Registry-Auth header. Never log it. */
export type RegistryCredentials =
  { serveraddress: string; username: string; password: string } | { serveraddress: string; identitytoken: string };

/** The caller's environment and home folder, where to look for credentials. */
interface CredentialPlace {
  env: NodeJS.ProcessEnv;
  home: string;
}

/** The name under which `docker login` stores credentials for Docker Hub. */
const HUB_KEY = 'https://index.docker.io/v1/';

/** Helpers answer with this user name if the secret is a token. */
const TOKEN_USER = '<token>';

/**
 * Finds the credentials for a registry as the docker command does: from the registry's own helper, then the common
 * store, then config.json itself. Resolves to undefined if there are none.
 */
export async function credentialsFor(
  registry: string,
  place: CredentialPlace,
): Promise<RegistryCredentials | undefined> {
  const config = await readDockerConfig(place);
  return lookUp(keyOf(registry), config, place);
}

/** Returns the credentials for every registry in config.json, by its name there. A build may need any of them. */
export async function allCredentials(place: CredentialPlace): Promise<Record<string, RegistryCredentials>> {
  const config = await readDockerConfig(place);
  const known = new Set([...Object.keys(config.auths ?? {}), ...Object.keys(config.credHelpers ?? {})]);
  const found: Record<string, RegistryCredentials> = {};
  for (const key of known) {
    // The build may not need this registry, so a failing helper must not stop it.
    const credentials = await lookUp(key, config, place).catch(() => undefined);
    if (credentials !== undefined) found[key] = credentials;
  }
  return found;
}

const keyOf = (registry: string): string => (registry === DOCKER_HUB ? HUB_KEY : registry);

async function lookUp(
  key: string,
  config: DockerConfig,
  { env }: CredentialPlace,
): Promise<RegistryCredentials | undefined> {
  const helper = sameHost(config.credHelpers, key) ?? config.credsStore;
  const answer = helper ? await askHelper(helper, key, env) : undefined;
  if (answer !== undefined) {
    return answer.Username === TOKEN_USER
      ? { serveraddress: key, identitytoken: answer.Secret }
      : { serveraddress: key, username: answer.Username, password: answer.Secret };
  }
  return fromConfig(key, sameHost(config.auths, key));
}

function fromConfig(
  key: string,
  entry: NonNullable<DockerConfig['auths']>[string] | undefined,
): RegistryCredentials | undefined {
  if (entry?.identitytoken) return { serveraddress: key, identitytoken: entry.identitytoken };
  if (entry?.auth) return { serveraddress: key, ...decodeAuth(key, entry.auth) };
  if (entry?.username && entry.password) {
    return { serveraddress: key, username: entry.username, password: entry.password };
  }
  return undefined;
}

/** `docker login` stores base64 of user:password. The password may have colons, and some versions append NUL. */
function decodeAuth(key: string, auth: string): { username: string; password: string } {
  const text = Buffer.from(auth, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 1) throw new RegistryAuthFailed(hostOf(key), 'its entry in config.json cannot be read');
  return { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') };
}

/** Finds an entry by its name, or else by its host. Names may be written with https:// and a path. */
function sameHost<T>(entries: Record<string, T> | undefined, key: string): T | undefined {
  if (entries === undefined) return undefined;
  if (Object.hasOwn(entries, key)) return entries[key];
  return Object.entries(entries).find(([name]) => hostOf(name) === hostOf(key))?.[1];
}

function hostOf(name: string): string {
  const host = name.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? DOCKER_HUB : host;
}
