import { createHash } from 'node:crypto';
import type { FetchedRepository } from '@hypriotkit/component';
import { repositoryFields, type Configuration } from '@hypriotkit/config';
import {
  checkOut,
  parseReference,
  resolveCommit,
  type CheckOutTools,
  type RepositoryReference,
} from '@hypriotkit/repository';

/**
 * Holds the commits that references resolved to when Nx started, as JSON: commits by digest of the reference. All tasks
 * of a run use these commits, which are also in Nx's cache keys, even if someone pushes meanwhile.
 */
export const COMMITS_VARIABLE = 'HYPRIOTKIT_COMMITS';

/** Returns the repository of a component's builder; undefined if the builder is a folder on this machine. */
export const referenceOf = (configuration: Configuration, component: string): RepositoryReference | undefined =>
  parseReference(repositoryFields(configuration, component));

/** The key of a reference in the variable. */
export const nameOf = ({ url, ref }: RepositoryReference): string =>
  createHash('sha256')
    .update(JSON.stringify([url, ref]))
    .digest('hex');

/** A checked-out repository on this machine. */
interface Fetched {
  /** Absolute path of the Dockerfile's folder. */
  folder: string;
  repository: FetchedRepository;
}

/** The repositories of a run. Each reference is resolved and fetched once. */
export class Repositories {
  private readonly fetched = new Map<string, Promise<Fetched>>();

  constructor(private readonly tools: CheckOutTools) {}

  fetch(reference: RepositoryReference): Promise<Fetched> {
    const name = JSON.stringify(reference);
    const fetched = this.fetched.get(name) ?? this.fetchNow(reference);
    this.fetched.set(name, fetched);
    return fetched;
  }

  private async fetchNow(reference: RepositoryReference): Promise<Fetched> {
    const known = JSON.parse(process.env[COMMITS_VARIABLE] || '{}') as Record<string, string>;
    const commit = reference.commit ?? known[nameOf(reference)] ?? (await resolveCommit(reference, this.tools.signal));
    const folder = await checkOut(reference, commit, this.tools);
    return { folder, repository: { url: reference.url, commit, folder: reference.folder } };
  }
}
