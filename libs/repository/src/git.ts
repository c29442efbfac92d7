import { Interrupted } from '@hypriotkit/core';
import { simpleGit, type SimpleGit } from 'simple-git';
import { RepositoryUnavailable } from './errors';
import type { RepositoryReference } from './reference';

/** Time without a sign of life after which git is ended. */
const SILENCE_MILLISECONDS = 60_000;

/** What of git's environment is the user's own business: certificates and ssh. */
const KEPT = ['GIT_SSL_CAINFO', 'GIT_SSL_CAPATH'];
/** Whatever else steers git comes from nobody but us, least of all from a hook of git that we may run in. */
const STEERS_GIT = /^(GIT_.*|EDITOR|VISUAL|PAGER|PREFIX|SSH_ASKPASS)$/i;

/** Git in a folder, for one repository: it asks nobody anything, and is ended by the signal. */
export function gitFor(reference: RepositoryReference, folder: string, signal?: AbortSignal): SimpleGit {
  const own = ownEnvironment(reference);
  const others = Object.entries(process.env).filter(([name]) => !STEERS_GIT.test(name) || KEPT.includes(name));
  return simpleGit({
    baseDir: folder,
    // Builders run on Linux, whatever this machine is.
    config: ['core.autocrlf=false', 'advice.detachedHead=false'],
    timeout: { block: SILENCE_MILLISECONDS },
    allowEnvironment: [...Object.keys(own), ...KEPT],
    // Both are ours: an option of ssh, and the header below.
    unsafe: { allowUnsafeSshCommand: true, allowUnsafeConfigEnvCount: true },
    ...(signal && { abort: signal }),
  }).env({ ...Object.fromEntries(others), ...own });
}

function ownEnvironment({ url, credentials }: RepositoryReference): Record<string, string> {
  const isFile = url.startsWith('file:');
  return {
    // Submodules too: one of a repository from elsewhere must not lead to files of this machine.
    GIT_ALLOW_PROTOCOL: ['https', 'http', 'ssh', 'git', ...(isFile ? ['file'] : [])].join(':'),
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: `${process.env['GIT_SSH_COMMAND'] ?? 'ssh'} -oBatchMode=yes`,
    ...(credentials === undefined ? {} : authorization(url, credentials)),
  };
}

/** Credentials for the host of a URL alone. In the environment no other user sees them, and git writes them nowhere. */
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

/** What git said last, in an error of ours. */
export function fromGit({ url }: RepositoryReference, error: unknown, signal?: AbortSignal): Error {
  if (signal?.aborted) return new Interrupted(`Fetching ${url}`, error);
  const lines = (error instanceof Error ? error.message : String(error)).split(/[\r\n]/).map((line) => line.trim());
  const said = lines.filter((line) => line !== '' && !PROGRESS.test(line));
  return new RepositoryUnavailable(url, said.slice(-LAST_LINES).join(' '), error);
}
