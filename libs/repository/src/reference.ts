import { createHash } from 'node:crypto';
import { withoutCredentials } from '@hypriotkit/core';
import { RepositoryInvalid } from './errors';

/** A git repository, and the revision and folder in it. Git cannot mistake any of these values for an option. */
export interface RepositoryReference {
  /** The URL without credentials. An ssh URL keeps its user name. */
  url: string;
  /** `user:password` for http and https, percent-decoded. */
  credentials?: string;
  /** Branch or tag. Without this and `commit`, the default branch is used. */
  ref?: string;
  /** Full commit ID; overrides `ref`. */
  commit?: string;
  /** Folder of the Dockerfile, relative to the repository; empty for the repository's root. */
  folder: string;
}

/** The fields of a component that say where its builder comes from, as the user wrote them. */
export interface RepositoryFields {
  repo: string;
  branch?: string;
  commit?: string;
}

const SCHEMES = ['https', 'http', 'ssh', 'git', 'file'];
/** `scheme://user@host/path`, or `helper::address`, which git passes to a separate program. */
const URL_LIKE = /^[a-z][a-z0-9+.-]*:(\/\/|:)/i;
const SCP_LIKE = /^[^/@]*@[^/:@]*:/;

const HELPER = /^[a-z0-9+.-]*::/i;
const PARTS = /^([a-z]+):\/\/(?:([^/]*)@)?([^/@]*)(\/.*)$/i;
const SCP_PARTS = /^([A-Za-z0-9_][A-Za-z0-9_.-]*)@([A-Za-z0-9][A-Za-z0-9.-]*):([^-].*)$/;
const HOST = /^([A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?$/;
const ACCOUNT = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
const REVISION = /^(?!.*(\.\.|\/\/|\.lock$))[A-Za-z0-9_][A-Za-z0-9._/+-]*$/;
const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0020\u007f\\]/;

/** Whether `repo` is meant as a git repository, valid or not. Anything else is a folder. */
export const isRepository = (repo: string): boolean => URL_LIKE.test(repo) || SCP_LIKE.test(repo);

/**
 * Parses the repository that a component's fields name.
 *
 * @returns undefined if `repo` is a folder on this machine
 * @throws RepositoryInvalid if git would not accept the values, or must not be given them
 */
export function parseReference({ repo, branch = '', commit = '' }: RepositoryFields): RepositoryReference | undefined {
  if (repo.startsWith('-')) throw invalid('repo', repo, 'it starts with a dash, so git would take it for an option');
  if (!isRepository(repo)) {
    if (branch) throw invalid('branch', branch, 'a folder has no branch, and `repo` is a folder');
    if (commit) throw invalid('commit', commit, 'a folder has no commit, and `repo` is a folder');
    return undefined;
  }
  const [address, ...after] = repo.split('#');
  const [ref = '', ...folders] = after.join('#').split(':');
  if (ref && (branch || commit)) {
    throw invalid(
      'repo',
      repo,
      `it names ${ref}, but \`${commit ? 'commit' : 'branch'}\` is set too; remove one of them`,
    );
  }
  const isCommit = COMMIT.test(ref);
  return {
    ...parseAddress(repo, address!),
    ...revision('branch', branch, REVISION),
    ...(isCommit ? {} : revision('repo', ref, REVISION)),
    ...revision('commit', isCommit ? ref : commit, COMMIT),
    folder: parseFolder(repo, folders.join(':')),
  };
}

/** Identifies a repository where a URL cannot be used, such as in a path of the cache. */
export const digestOf = ({ url }: RepositoryReference): string => createHash('sha256').update(url).digest('hex');

function parseAddress(repo: string, address: string): Pick<RepositoryReference, 'url' | 'credentials'> {
  const refuse = (reason: string) => invalid('repo', repo, reason);
  if (HELPER.test(address)) throw refuse('git would run a program for it');
  if (UNPRINTABLE.test(address)) throw refuse('a URL must not contain white space, backslashes or control characters');
  if (!URL_LIKE.test(address)) {
    if (!SCP_PARTS.test(address)) throw refuse('expected user@host:path, without a password');
    return { url: address };
  }
  const [, scheme, account, host, path] = PARTS.exec(address) ?? [];
  if (scheme === undefined || !SCHEMES.includes(scheme))
    throw refuse(`expected one of ${SCHEMES.join(', ')}, and a path`);
  if (scheme === 'file' ? host !== '' : !HOST.test(host!)) throw refuse('its host name is invalid');
  const url = `${scheme}://${host}${path}`;
  if (account === undefined) return { url };
  if (scheme === 'ssh') {
    if (!ACCOUNT.test(account)) throw refuse('ssh takes an account name here, but no password; use a key');
    return { url: `${scheme}://${account}@${host}${path}` };
  }
  if (!scheme.startsWith('http')) throw refuse(`${scheme} takes no credentials`);
  return { url, credentials: decoded(account.includes(':') ? account : `${account}:`, refuse) };
}

function decoded(credentials: string, refuse: (reason: string) => Error): string {
  try {
    return decodeURIComponent(credentials);
  } catch {
    throw refuse('its credentials are not percent-encoded correctly');
  }
}

function revision(field: string, value: string, pattern: RegExp): Pick<RepositoryReference, 'ref' | 'commit'> {
  if (value === '') return {};
  const expected = pattern === COMMIT ? 'all 40 digits of a commit' : 'a branch or tag';
  if (!pattern.test(value)) throw invalid(field, value, `expected ${expected}${field === 'repo' ? ' after #' : ''}`);
  return pattern === COMMIT ? { commit: value } : { ref: value };
}

function parseFolder(repo: string, folder: string): string {
  if (folder === '') return '';
  const fits = folder.split('/').every((part) => !['', '.', '..', '.git'].includes(part)) && !UNPRINTABLE.test(folder);
  if (!fits) throw invalid('repo', repo, 'expected a folder in the repository after the colon');
  return folder;
}

/** Whatever precedes an @ may be secret, especially in a value that could not be parsed. */
const invalid = (field: string, value: string, reason: string): RepositoryInvalid =>
  new RepositoryInvalid(field, masked(value), reason);

const masked = (value: string): string =>
  value.includes('://') ? withoutCredentials(value).replace(/[^/]*@/g, '***@') : value.replace(/^.*@/s, '***@');
