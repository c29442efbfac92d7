import type { Configuration } from '@hypriotkit/config';
import { resolveCommit, type RepositoryReference } from '@hypriotkit/repository';
import { nameOf, referenceOf } from '../lib/repositories';

/** Nx does nothing until the repositories have answered. */
const PATIENCE_MILLISECONDS = 20_000;

interface Current {
  reference: RepositoryReference;
  /** Undefined if the repository did not answer properly. The build reports why. */
  commit?: string;
}

/** Resolves the current commits of all components' repositories in parallel, by the name of the reference. */
export async function currentCommits(configurations: Configuration[]): Promise<Map<string, Current>> {
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  const references = new Map<string, RepositoryReference>();
  for (const configuration of configurations) {
    for (const component of Object.keys(configuration.components)) {
      const reference = referenceFor(configuration, component);
      if (reference) references.set(nameOf(reference), reference);
    }
  }
  const asked = [...references].map(async ([name, reference]): Promise<[string, Current]> => {
    const commit = await resolveCommit(reference, signal).catch(() => undefined);
    return [name, { reference, commit }];
  });
  return new Map(await Promise.all(asked));
}

/** Returns the value of the variable that makes the run's tasks use these commits and not later ones. */
export function commitsByName(current: Iterable<Current>): string {
  const known = [...current].filter(({ commit }) => commit !== undefined);
  return JSON.stringify(Object.fromEntries(known.map(({ reference, commit }) => [nameOf(reference), commit])));
}

/**
 * Returns the repository of a component's builder. Returns undefined if the builder is a folder, or if the reference is
 * invalid, which the build reports.
 */
export function referenceFor(configuration: Configuration, component: string): RepositoryReference | undefined {
  try {
    return referenceOf(configuration, component);
  } catch {
    return undefined;
  }
}
