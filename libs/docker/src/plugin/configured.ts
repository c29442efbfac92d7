import { ConfigurationInvalid, loadConfiguration, type Configuration } from '@hypriotkit/config';

/** Returns the configuration; undefined if the files are invalid. A build reports why. */
export function configured(workspaceRoot: string): Configuration | undefined {
  try {
    return loadConfiguration(workspaceRoot);
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return undefined;
    throw error;
  }
}
