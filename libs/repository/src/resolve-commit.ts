import { ownFolder } from '@hypriotkit/core';
import { RevisionUnknown } from './errors';
import { fromGit, gitFor } from './git';
import type { RepositoryReference } from './reference';

/**
 * Returns the commit that a reference currently means. A commit ID is returned as it is; otherwise the repository is
 * asked.
 *
 * @throws RepositoryUnavailable if it does not answer
 * @throws RevisionUnknown if it has no such branch or tag
 */
export async function resolveCommit(reference: RepositoryReference, signal?: AbortSignal): Promise<string> {
  const { url, ref, commit } = reference;
  if (commit !== undefined) return commit;
  const all = await listRefs();
  const wanted = ref === undefined ? ['HEAD'] : [`refs/heads/${ref}`, `refs/tags/${ref}^{}`, `refs/tags/${ref}`, ref];
  const found = wanted.find((name) => all.has(name));
  if (found !== undefined) return all.get(found)!;
  throw new RevisionUnknown(url, ref === undefined ? 'commit' : `branch or tag "${ref}"`, namesIn(all));

  /** Returns commits by the name of the ref. */
  async function listRefs(): Promise<Map<string, string>> {
    const folder = await ownFolder();
    try {
      const said = await gitFor(reference, folder, signal).raw('ls-remote', '--', url);
      const lines = said.split('\n').filter((line) => line.includes('\t'));
      return new Map(lines.map((line) => line.split('\t', 2).reverse() as [string, string]));
    } catch (error) {
      throw fromGit(reference, error, signal);
    }
  }
}

function namesIn(refs: Map<string, string>): string[] {
  return [...refs.keys()].flatMap((name) => /^refs\/(?:heads|tags)\/(.*[^}])$/.exec(name)?.[1] ?? []);
}
