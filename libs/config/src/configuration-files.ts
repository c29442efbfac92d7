import { isAbsolute, join, relative } from 'node:path';

/** Names another user's file than the workspace's; relative to the workspace. */
export const CONFIGS_VARIABLE = 'HYPRIOTKIT_CONFIGS';

/** Beside a component's project.json: all about its fields, but for their defaults. */
export const FIELDS_FILE = 'fields.json';

/** Where the configuration of a workspace is. Paths are absolute. */
export interface ConfigurationFiles {
  /** The default configuration; always there. */
  defaults: string;
  /** JSON schema of every layer. */
  schema: string;
  /** The user's configuration. */
  user: string;
  /** Whether the user's file has to be there, as somebody has named it. */
  userNamed: boolean;
}

/** The places of the files in a workspace. */
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

/** A file as users know it: relative to the workspace where it is in it. */
export function shortName(workspaceRoot: string, file: string): string {
  const path = relative(workspaceRoot, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.replaceAll('\\', '/');
}
