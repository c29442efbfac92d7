import { mkdtemp, readdir, realpath, rename, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { withLock, type Logger } from '@hypriotkit/core';
import type { SimpleGit } from 'simple-git';
import { inCache, isThere, makeOwnFolder, PARTIAL, removeOld, repositoriesFolder } from './cache';
import { RepositoryInvalid, RevisionUnknown } from './errors';
import { fromGit, gitFor } from './git';
import { digestOf, type RepositoryReference } from './reference';

/** A killed git may still write for a moment. */
const REMOVE = { recursive: true, force: true, maxRetries: 5 };

export interface CheckOutTools {
  log: Logger;
  /** Stops git at once. No incomplete checkout is left under its final name. */
  signal?: AbortSignal;
}

/**
 * Makes sure that a commit of a repository is in the user's cache, with its submodules and without `.git`.
 *
 * @returns the absolute path of the folder that the reference names
 * @throws RevisionUnknown if the repository has no such commit
 * @throws RepositoryUnavailable if it cannot be fetched
 * @throws RepositoryInvalid if the folder leads out of the repository
 */
export async function checkOut(
  reference: RepositoryReference,
  commit: string,
  { log, signal }: CheckOutTools,
  cache = repositoriesFolder(),
): Promise<string> {
  const repository = join(cache, digestOf(reference));
  const whole = join(repository, commit);
  await makeOwnFolder(repository);
  await withLock(`the repository ${reference.url}`, { log, signal }, async () => {
    if (await isThere(whole)) return;
    log.step(`Fetching ${reference.url} at ${commit.slice(0, 12)}`);
    // Of this process alone: the lock is one machine's, and several may share a home.
    const partial = await inCache(repository, () => mkdtemp(join(repository, PARTIAL)));
    try {
      await fetch(reference, commit, partial, signal);
      await inCache(whole, () => rename(partial, whole)).catch(async (error: unknown) => {
        // Somebody with another lock was faster, with the same commit.
        if (!(await isThere(whole))) throw error;
      });
    } finally {
      await rm(partial, REMOVE).catch(() => undefined);
    }
    await inCache(repository, () => removeOld(repository));
  });
  return folderIn(whole, reference);
}

async function fetch(
  reference: RepositoryReference,
  commit: string,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const git = gitFor(reference, folder, signal);
  try {
    await git.raw('init', '--quiet');
    // URLs of submodules may be relative to this one.
    await git.raw('remote', 'add', 'origin', reference.url);
    await fetchCommit(git, reference, commit);
    await git.raw('checkout', '--quiet', '--detach', commit);
    const submodules = ['--init', '--recursive', '--checkout', '--depth', '1', '--progress'];
    await git.raw('submodule', 'update', ...submodules);
    await removeGit(folder);
  } catch (error) {
    throw error instanceof RevisionUnknown ? error : fromGit(reference, error, signal);
  }
}

/** Removes every `.git`, which a builder does not need. In a submodule it is a file. */
async function removeGit(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of entries) {
    if (name === '.git') await rm(join(parentPath, name), { recursive: true, force: true });
  }
}

/** Fetches only the commit. If the server does not serve single commits, fetches all branches and tags. */
async function fetchCommit(git: SimpleGit, { url }: RepositoryReference, commit: string): Promise<void> {
  const fetch = (...args: string[]) => git.raw('fetch', '--progress', '--no-tags', ...args);
  const succeeds = (done: Promise<unknown>) =>
    done.then(
      () => true,
      () => false,
    );
  if (await succeeds(fetch('--depth', '1', 'origin', commit))) return;
  await fetch('origin', '+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*');
  const isThere = await succeeds(git.raw('cat-file', '-e', `${commit}^{commit}`));
  if (!isThere) throw new RevisionUnknown(url, `commit ${commit}`);
}

/** Returns the path of the reference's folder. It may be a link, but must not lead out of the repository. */
async function folderIn(whole: string, { url, folder }: RepositoryReference): Promise<string> {
  const path = join(whole, folder);
  const real = await realpath(path).catch(() => path);
  const root = await realpath(whole);
  if (real === root || real.startsWith(root + sep)) return path;
  throw new RepositoryInvalid('repo', `${url}#:${folder}`, 'this folder is a link that leads out of the repository');
}
