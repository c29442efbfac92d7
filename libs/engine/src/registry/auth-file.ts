import { worldOfEngine, type Engine } from '../connection/engine';
import { credentialsFor, type RegistryCredentials } from './credentials';
import { parseImageReference } from './image-reference';

/** Credentials for programs that pull images, in the format of the docker command's config.json. Never log them. */
interface AuthFile {
  text: string;
  /** Values in `text` that must not be shown. */
  secrets: string[];
}

/**
 * Returns the docker command's credentials for the registries of these images, and for no others. Undefined if there
 * are none.
 *
 * @param images references; a prefix `http://` means a registry without TLS
 * @throws RegistryAuthFailed
 */
export async function authFileFor(engine: Engine, images: string[]): Promise<AuthFile | undefined> {
  const registries = new Set(images.map((image) => parseImageReference(image.replace(/^http:\/\//, '')).registry));
  const found: RegistryCredentials[] = [];
  for (const registry of registries) {
    const credentials = await credentialsFor(registry, worldOfEngine(engine));
    if (credentials) found.push(credentials);
  }
  if (found.length === 0) return undefined;
  const entries = found.map((credentials) => [credentials.serveraddress, entryOf(credentials)] as const);
  const secrets = entries.flatMap(([, entry]) => Object.values(entry));
  return {
    text: JSON.stringify({ auths: Object.fromEntries(entries) }),
    secrets: [...secrets, ...found.map((one) => ('password' in one ? one.password : one.identitytoken))],
  };
}

function entryOf(credentials: RegistryCredentials): Record<string, string> {
  if ('identitytoken' in credentials) return { identitytoken: credentials.identitytoken };
  return { auth: Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64') };
}
