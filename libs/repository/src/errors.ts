import { HypriotkitError } from '@hypriotkit/core';

/** A field that says where a builder comes from is invalid. No repository has been contacted. */
export class RepositoryInvalid extends HypriotkitError {
  readonly code = 'HK_REPOSITORY_INVALID';

  /** @param shown The value without credentials. */
  constructor(field: string, shown: string, reason: string) {
    super(`${field} is ${JSON.stringify(shown)}: ${reason}.`, {
      hint: 'Give a folder of the workspace, or a git URL (https, http, ssh, git, file or user@host:path), such as https://github.com/hypriot/image-builder-raw.git#master',
    });
  }
}

const hints: [RegExp, string][] = [
  [/spawn git (ENOENT|EACCES)/, 'Install git, and make sure that PATH contains its folder.'],
  [/no space left on device|disk quota exceeded|ENOSPC/i, 'Free some space on this machine (`df -h` shows where).'],
  [
    /read-only file system|permission denied .*\/|unable to create|cannot (mkdir|create)/i,
    'Make sure that you may write to ~/.cache, or set XDG_CACHE_HOME to another folder.',
  ],
];
const OTHERWISE =
  'Check the URL in `repo`, the network and your access to the repository. Git never asks for a password here.';

/** The repository does not answer, does not exist or refuses access. */
export class RepositoryUnavailable extends HypriotkitError {
  readonly code = 'HK_REPOSITORY_UNAVAILABLE';

  /** @param url The URL without credentials. */
  constructor(url: string, reason: string, cause?: unknown) {
    super(`The repository ${url} cannot be fetched: ${reason}`, {
      hint: hints.find(([pattern]) => pattern.test(reason))?.[1] ?? OTHERWISE,
      cause,
    });
  }
}

/** The repository has no such branch, tag or commit. */
export class RevisionUnknown extends HypriotkitError {
  readonly code = 'HK_REVISION_UNKNOWN';

  /** @param url The URL without credentials. */
  constructor(url: string, wanted: string, there?: string[]) {
    super(`The repository ${url} has no ${wanted}${there ? `; it has ${listed(there)}` : ''}.`, {
      hint: 'Choose another one in `branch`, in `commit` or after # in `repo`. A commit needs all of its 40 digits.',
    });
  }
}

const MOST = 10;

function listed(names: string[]): string {
  if (names.length === 0) return 'none';
  return [...names.slice(0, MOST), ...(names.length > MOST ? [`${names.length - MOST} more`] : [])].join(', ');
}
