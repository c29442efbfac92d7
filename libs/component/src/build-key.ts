import { createHash, scryptSync } from 'node:crypto';
import type { ArtifactPattern } from '@hypriotkit/artifacts';
import { digestsOf } from '@hypriotkit/config';
import type { PreparedRun } from './prepare-run';
import type { BuildRequest } from './request';

/** Goes up when the way in which builders are run changes what comes out. */
const CONTRACT = 1;

/**
 * The digest of all that a build really reads: what the builder image is made from, its environment and command, and
 * what its inputs and the user's files hold. Nx's key is wider; this one stays the same when a comment in nx.json changes.
 */
export function buildKey(
  request: BuildRequest,
  run: PreparedRun,
  patterns: ArtifactPattern[],
  builderDigest: string,
): string {
  const files = digestsOf(run.files);
  const read = {
    contract: CONTRACT,
    builder: builderDigest,
    commit: request.builder.repository?.commit,
    environment: Object.entries(run.environment)
      .map(([name, value]) => [name, hide(value, request.secrets)])
      .sort(),
    command: run.command?.map((word) => hide(word, request.secrets)),
    inputs: run.inputs.map(({ role, file, sha256 }) => [role, file, sha256]).sort(),
    files: files.length > 0 ? files : undefined,
    artifacts: patterns.map(({ role, file }) => [role, file]),
    workspace: request.workspace,
    sourceDateEpoch: request.sourceDateEpoch,
  };
  return createHash('sha256').update(JSON.stringify(read)).digest('hex');
}

/** The key stands in the open, so that a short secret must not be found from it by trying. */
function hide(value: string, secrets: readonly string[]): string {
  return secrets.some((secret) => secret !== '' && value.includes(secret))
    ? scryptSync(value, 'hypriotkit-build-key', 32).toString('hex')
    : value;
}
