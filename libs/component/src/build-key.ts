import { createHash, scryptSync } from 'node:crypto';
import type { ArtifactPattern } from '@hypriotkit/artifacts';
import { digestsOf } from '@hypriotkit/config';
import { recordText } from '@hypriotkit/config';
import type { PreparedRun } from './prepare-run';
import type { RunRequest } from './request';

/** Increase this when a change in how builders are run changes the artifacts. */
const CONTRACT = 1;

/**
 * Returns the digest of everything that a build, or a run with reports, reads: the inputs of the builder image, the environment and command,
 * the input artifacts and the user's files. Nx's key covers more: a comment in nx.json changes it, but not this one.
 */
export function buildKey(
  request: RunRequest,
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
    lock: request.lock && recordText(request.lock),
    tools: request.lock?.tools && recordText({ packages: request.lock.tools }),
  };
  return createHash('sha256').update(JSON.stringify(read)).digest('hex');
}

/** The key is public. A short secret must not be found from it by trial and error. */
function hide(value: string, secrets: readonly string[]): string {
  return secrets.some((secret) => secret !== '' && value.includes(secret))
    ? scryptSync(value, 'hypriotkit-build-key', 32).toString('hex')
    : value;
}
