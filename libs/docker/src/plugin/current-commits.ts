import type { Configuration } from '@hypriotkit/config';
import { resolveCommit, type RepositoryReference } from '@hypriotkit/repository';
import { nameOf, referenceOf } from '../lib/repositories';

/** Nx waits for the answers before it does anything. */
const PATIENCE_MILLISECONDS = 20_000;

interface Current {
  reference: RepositoryReference;
  /** Undefined where the repository does not answer as it should: the build tells what is wrong. */
  commit?: string;
}

/** What the repositories of components are at now, by component. All of them are asked at the same time. */
export async function currentCommits(configuration: Configuration): Promise<Map<string, Current>> {
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  const found = Object.keys(configuration.components).flatMap((component) => {
    const reference = referenceFor(configuration, component);
    return reference ? [{ component, reference }] : [];
  });
  const asked = found.map(async ({ component, reference }): Promise<[string, Current]> => {
    const commit = await resolveCommit(reference, signal).catch(() => undefined);
    return [component, { reference, commit }];
  });
  return new Map(await Promise.all(asked));
}

/** What the tasks of the run are told, so that they take these commits and no later ones. */
export function commitsByName(current: Iterable<Current>): string {
  const known = [...current].filter(({ commit }) => commit !== undefined);
  return JSON.stringify(Object.fromEntries(known.map(({ reference, commit }) => [nameOf(reference), commit])));
}

/** What is wrong with a reference is for the build to tell. */
function referenceFor(configuration: Configuration, component: string): RepositoryReference | undefined {
  try {
    return referenceOf(configuration, component);
  } catch {
    return undefined;
  }
}
