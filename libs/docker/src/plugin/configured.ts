import { ConfigurationInvalid, loadConfiguration, type Configuration } from '@hypriotkit/config';

/** What the files of the configuration say; nothing where they are not valid, which a build will tell. */
export function configured(workspaceRoot: string): Configuration | undefined {
  try {
    return loadConfiguration(workspaceRoot);
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return undefined;
    throw error;
  }
}
