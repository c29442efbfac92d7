import { isAbsolute, join, relative } from 'node:path';

/** Environment variable that names a different user's file, relative to the workspace. */
export const CONFIGS_VARIABLE = 'HYPRIOTKIT_CONFIGS';

/** The file beside a component's project.json that describes its fields, except for their defaults. */
export const FIELDS_FILE = 'fields.json';

/** Absolute paths of a workspace's configuration files. */
export interface ConfigurationFiles {
  /** The default configuration, which always exists. */
  defaults: string;
  /** The JSON schema of every layer. */
  schema: string;
  /** The user's configuration. */
  user: string;
  /** Whether the user's file was named explicitly and so must exist. */
  userNamed: boolean;
}

/** Returns the paths of the configuration files in a workspace. */
export function configurationFiles(workspaceRoot: string, env: NodeJS.ProcessEnv = process.env): ConfigurationFiles {
  const named = env[CONFIGS_VARIABLE] ?? '';
  const inWorkspace = (path: string) => (isAbsolute(path) ? path : join(workspaceRoot, path));
  return {
    defaults: inWorkspace('image/configs.json'),
    schema: inWorkspace('image/configs.schema.json'),
    user: inWorkspace(named || 'configs.json'),
    userNamed: named !== '',
  };
}

/** Returns a path as users know it: relative to the workspace if the file is in it. */
export function shortName(workspaceRoot: string, file: string): string {
  const path = relative(workspaceRoot, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.replaceAll('\\', '/');
}
