import { createHash, randomUUID } from 'node:crypto';
import { ConfigurationInvalid, loadConfiguration, type ComponentConfig } from '@hypriotkit/config';
import { COMMITS_VARIABLE } from '../lib/repositories';
import { isSeen } from './builder-folders';
import { commitsByName, currentCommits } from './current-commits';

/*
 * What decides what comes out and Nx does not see by itself: a configuration that git ignores or that lies outside of the
 * workspace, a builder that does, words of the command line that Nx takes for numbers. It reaches Nx's hashes by the
 * environment, for which `env` inputs stand in every component's target.
 */

/** Holds the digest of a component's fields. */
export const fieldsVariable = (component: string): string => `HYPRIOTKIT_FIELDS_${component}`;

/** Holds what concerns every component; empty most of the time. */
export const UNSEEN_VARIABLE = 'HYPRIOTKIT_UNSEEN';

/** The variables for a run of Nx with this command line. */
export async function unseen(workspaceRoot: string, argv: string[]): Promise<Record<string, string>> {
  try {
    const configuration = loadConfiguration(workspaceRoot);
    const commits = await currentCommits(configuration);
    const digests = Object.entries(configuration.components).map(([component, config]) => [
      fieldsVariable(component),
      digestOf(component, config),
    ]);
    return {
      ...(Object.fromEntries(digests) as Record<string, string>),
      [UNSEEN_VARIABLE]: ofCommandLine(argv, commits.size > 0),
      [COMMITS_VARIABLE]: commitsByName(commits.values()),
    };

    function digestOf(component: string, config: ComponentConfig): string {
      const found = commits.get(component);
      if (found)
        return found.commit ? digest({ ...config, repo: found.reference.url, commit: found.commit }) : uncached();
      return isSeen(String(config['repo']), workspaceRoot) ? digest(config) : uncached();
    }
  } catch (error) {
    // Nothing may come from the cache as if all were well: the builds run, and tell what is wrong.
    if (error instanceof ConfigurationInvalid) return { [UNSEEN_VARIABLE]: uncached() };
    throw error;
  }
}

/** A value that Nx's cache has nothing for; the store behind it may. */
const uncached = (): string => `uncached ${randomUUID()}`;

function digest(config: ComponentConfig): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(config).sort()))
    .digest('hex');
}

/** @param hasRepositories another branch of one may be meant, which has not been asked for its commit */
function ofCommandLine(argv: string[], hasRepositories: boolean): string {
  const unseenOptions = hasRepositories ? /^--(repo|branch)(=|$)/ : /^--repo(=|$)/;
  if (argv.some((word) => unseenOptions.test(word))) return uncached();
  return argv
    .map((word) => word.replace(/^--[^=]*=/, ''))
    .filter(isLossyNumber)
    .join(' ');
}

/** Nx hashes 1.10 as the number 1.1, and a builder is given 1.10. */
const isLossyNumber = (word: string): boolean => Number.isFinite(Number(word || NaN)) && String(Number(word)) !== word;
