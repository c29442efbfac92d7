// Where the sources are that pages link to: in the repository, on its forge.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './pages';

/**
 * The repository's address on its forge, without a slash at the end: that of `package.json`, else that of the workflow which runs
 * this. Undefined if neither names one.
 */
export function repositoryAddress(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { repository } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    repository?: string | { url: string };
  };
  const named = typeof repository === 'string' ? repository : repository?.url;
  if (named) return named.replace(/^git\+/, '').replace(/\.git$/, '');
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = env;
  return GITHUB_SERVER_URL && GITHUB_REPOSITORY ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}` : undefined;
}

/** The address of a file or folder of the workspace, at the branch or tag of the workflow. Undefined without a repository. */
export function sourceAddress(path: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const repository = repositoryAddress(env);
  if (repository === undefined) return undefined;
  const kind = statSync(join(ROOT, path)).isDirectory() ? 'tree' : 'blob';
  return `${repository}/${kind}/${env['GITHUB_REF_NAME'] ?? 'main'}/${path}`;
}
