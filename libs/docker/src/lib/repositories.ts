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
 * Holds what references meant when Nx began, as JSON: commits by digests of references. All tasks of a run take the
 * same commits, those that Nx's cache was asked for, whatever is pushed meanwhile.
 */
export const COMMITS_VARIABLE = 'HYPRIOTKIT_COMMITS';

/** The repository that a component's builder comes from; undefined where it is a folder of this machine. */
export const referenceOf = (configuration: Configuration, component: string): RepositoryReference | undefined =>
  parseReference(repositoryFields(configuration, component));

/** What a reference is called in the variable. */
export const nameOf = ({ url, ref }: RepositoryReference): string =>
  createHash('sha256')
    .update(JSON.stringify([url, ref]))
    .digest('hex');

/** A copy of a repository on this machine. */
interface Fetched {
  /** Folder of the Dockerfile, absolute. */
  folder: string;
  repository: FetchedRepository;
}

/** The repositories of a run: each reference is asked for and fetched once. */
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
