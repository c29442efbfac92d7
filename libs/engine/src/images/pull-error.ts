import type { HypriotkitError } from '@hypriotkit/core';
import { ImageNotFound, ImagePullFailed, NoSpaceOnEngine, RegistryAuthFailed, saysNoSpace } from '../errors';

const REFUSED =
  /unauthorized|authentication required|access denied|access forbidden|basic auth|denied: requested|incorrect username/i;
const MISSING = /manifest unknown|manifest for .* not found|not found: manifest|name unknown|no matching manifest/i;

/** Converts the engine's message about a failed pull to an error. There are no codes, so the wording decides. */
export function pullError(reference: string, registry: string, reason: string, cause: unknown): HypriotkitError {
  if (saysNoSpace(reason)) return new NoSpaceOnEngine(`Pulling the image ${reference}`, cause);
  if (REFUSED.test(reason)) return new RegistryAuthFailed(registry, reason, cause);
  if (MISSING.test(reason)) return new ImageNotFound(reference, 'registry', cause);
  return new ImagePullFailed(reference, reason, cause);
}
