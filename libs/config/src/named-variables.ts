import { boardFiles, boardNames } from './boards';
import { configurationFiles } from './configuration-files';
import { withEnvironmentValues } from './environment-values';
import { ConfigurationInvalid } from './errors';
import { readJson } from './json-file';

/** Returns the environment variables that the files of a workspace's configuration name, those of its boards included. */
export function namedVariables(workspaceRoot: string, env: NodeJS.ProcessEnv = process.env): string[] {
  const { defaults, user } = configurationFiles(workspaceRoot, env);
  const ofBoards = boardNames(workspaceRoot).flatMap((board) => boardFiles(workspaceRoot, board));
  return [...new Set([defaults, user, ...ofBoards].flatMap(variablesIn))].sort();
}

/** A file that cannot be read names none: a build that needs it reports why. */
function variablesIn(file: string): string[] {
  try {
    return withEnvironmentValues(file, readJson(file), {}, {}, 'drop').variables;
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return [];
    throw error;
  }
}
