import { ConfigurationInvalid, loadConfiguration, withBoard, type Configuration } from '@hypriotkit/config';

/** Nx's daemon does not know the variables of the user's shell. */
const circumstances = { whereUnset: 'drop' } as const;

/** Returns the configuration; undefined if the files are invalid. A build reports why. */
export function configured(workspaceRoot: string): Configuration | undefined {
  return unlessInvalid(() => loadConfiguration(workspaceRoot, circumstances));
}

/** Returns the configuration for a board; without the board's files if they are invalid. A build reports why. */
export function configuredFor(
  board: string,
  configuration: Configuration = { schema: {}, layers: [], components: {} },
  workspaceRoot: string,
): Configuration {
  return unlessInvalid(() => withBoard(configuration, workspaceRoot, board, circumstances)) ?? configuration;
}

/** Returns undefined if a file is invalid. */
export function unlessInvalid(load: () => Configuration): Configuration | undefined {
  try {
    return load();
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return undefined;
    throw error;
  }
}
