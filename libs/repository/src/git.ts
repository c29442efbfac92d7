import { Interrupted } from '@hypriotkit/core';
import { simpleGit, type SimpleGit } from 'simple-git';
import { RepositoryUnavailable } from './errors';
import type { RepositoryReference } from './reference';

/** Git is killed after this long without output. */
const SILENCE_MILLISECONDS = 60_000;

/** Git variables of the user that are kept: those for certificates. */
const KEPT = ['GIT_SSL_CAINFO', 'GIT_SSL_CAPATH'];
/** All other variables that affect git are dropped, such as those that a git hook sets when it runs this program. */
const STEERS_GIT = /^(GIT_.*|EDITOR|VISUAL|PAGER|PREFIX|SSH_ASKPASS)$/i;

/** Returns git for one repository, working in a folder. It never prompts, and the signal ends it. */
export function gitFor(reference: RepositoryReference, folder: string, signal?: AbortSignal): SimpleGit {
  const own = ownEnvironment(reference);
  const others = Object.entries(process.env).filter(([name]) => !STEERS_GIT.test(name) || KEPT.includes(name));
  return simpleGit({
    baseDir: folder,
    // Builders run on Linux, whatever this machine runs.
    config: ['core.autocrlf=false', 'advice.detachedHead=false'],
    timeout: { block: SILENCE_MILLISECONDS },
    allowEnvironment: [...Object.keys(own), ...KEPT],
    // Both are set here: an option of ssh, and the header below.
    unsafe: { allowUnsafeSshCommand: true, allowUnsafeConfigEnvCount: true },
    ...(signal && { abort: signal }),
  }).env({ ...Object.fromEntries(others), ...own });
}

function ownEnvironment({ url, credentials }: RepositoryReference): Record<string, string> {
  const isFile = url.startsWith('file:');
  return {
    // This applies to submodules too. A submodule of a remote repository must not read files of this machine.
    GIT_ALLOW_PROTOCOL: ['https', 'http', 'ssh', 'git', ...(isFile ? ['file'] : [])].join(':'),
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: `${process.env['GIT_SSH_COMMAND'] ?? 'ssh'} -oBatchMode=yes`,
    ...(credentials === undefined ? {} : authorization(url, credentials)),
  };
}

/**
 * Passes credentials for the URL's host only. In the environment, other users cannot see them, and git stores them
 * nowhere.
 */
function authorization(url: string, credentials: string): Record<string, string> {
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${new URL(url).origin}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(credentials).toString('base64')}`,
  };
}

const PROGRESS =
  /^(remote: )?(Enumerating|Counting|Compressing|Receiving|Resolving|Unpacking|Total|From|Cloning|Submodule)\b/;
const LAST_LINES = 5;

/** Turns an error of git into one of ours, with the last lines of git's output. */
export function fromGit({ url }: RepositoryReference, error: unknown, signal?: AbortSignal): Error {
  if (signal?.aborted) return new Interrupted(`Fetching ${url}`, error);
  const lines = (error instanceof Error ? error.message : String(error)).split(/[\r\n]/).map((line) => line.trim());
  const said = lines.filter((line) => line !== '' && !PROGRESS.test(line));
  return new RepositoryUnavailable(url, said.slice(-LAST_LINES).join(' '), error);
}
