import { createHash, randomUUID } from 'node:crypto';
import { ConfigurationInvalid, loadConfiguration, textOf, type ComponentConfig } from '@hypriotkit/config';
import { COMMITS_VARIABLE } from '../lib/repositories';
import { isBuilderSeen } from './builder-folders';
import { commitsByName, currentCommits } from './current-commits';
import { STATE_VARIABLE, stateOf, type ComponentState } from '../runs/state';
import { fileWords, namedContents } from './named-contents';

/*
 * Everything that affects the result but is invisible to Nx:
 * - a configuration or a builder outside the workspace, and a configuration that git ignores
 * - how the schema hands fields to builders
 * - the user's files that fields name
 * - words of the command line that Nx parses as numbers
 * It reaches Nx's hashes through environment variables, which are `env` inputs of every component's target.
 */

/** Holds the digest of a component's fields and of the files that they name. */
export const fieldsVariable = (component: string): string => `HYPRIOTKIT_FIELDS_${component}`;

/** Holds what affects every component; usually empty. */
export const UNSEEN_VARIABLE = 'HYPRIOTKIT_UNSEEN';

/** Returns the variables for an Nx run with this command line. */
export async function unseen(workspaceRoot: string, argv: string[]): Promise<Record<string, string>> {
  try {
    const configuration = loadConfiguration(workspaceRoot);
    const commits = await currentCommits(configuration);
    const states: Record<string, ComponentState> = {};
    const digests = await Promise.all(
      Object.entries(configuration.components).map(async ([component, config]) => [
        fieldsVariable(component),
        await digestOf(component, config),
      ]),
    );
    return {
      ...(Object.fromEntries(digests) as Record<string, string>),
      [STATE_VARIABLE]: JSON.stringify(states),
      [UNSEEN_VARIABLE]: ofCommandLine(argv, commits.size > 0),
      [COMMITS_VARIABLE]: commitsByName(commits.values()),
    };

    async function digestOf(component: string, config: ComponentConfig): Promise<string> {
      const words = fileWords(configuration, component, argv);
      const files = await namedContents(configuration, component, words, workspaceRoot);
      const state = await stateOf(component, configuration, files, workspaceRoot);
      states[component] = { digest: state, words };
      if (!files) return uncached();
      const found = commits.get(component);
      if (found) return found.commit ? digest(state, found.reference.url, found.commit) : uncached();
      // Nx sees only the contents of a builder's files. The state also covers links and permissions.
      return isBuilderSeen(textOf(config, 'repo'), workspaceRoot) ? state : uncached();
    }
  } catch (error) {
    // Nothing may come from the cache. The builds run and report what is wrong.
    if (error instanceof ConfigurationInvalid) return { [UNSEEN_VARIABLE]: uncached(), [STATE_VARIABLE]: '{}' };
    throw error;
  }
}

/** A value that is never in Nx's cache. The store may still have the build. */
const uncached = (): string => `uncached ${randomUUID()}`;

const digest = (...parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** @param hasRepositories Whether the command line may name another branch, whose commit has not been looked up. */
function ofCommandLine(argv: string[], hasRepositories: boolean): string {
  const unseenOptions = hasRepositories ? /^--(repo|branch)(=|$)/ : /^--repo(=|$)/;
  if (argv.some((word) => unseenOptions.test(word))) return uncached();
  return argv
    .map((word) => word.replace(/^--[^=]*=/, ''))
    .filter(isLossyNumber)
    .join(' ');
}

/** Nx hashes 1.10 as the number 1.1, but a builder gets 1.10. */
const isLossyNumber = (word: string): boolean => Number.isFinite(Number(word || NaN)) && String(Number(word)) !== word;
