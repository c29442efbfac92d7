import { readJson, type Tree } from '@nx/devkit';
import { ConfigurationInvalid } from '@hypriotkit/config';

export type Json = Record<string, unknown>;

/** Reads a JSON file of the workspace. An error names the file and the position. Nx adds lines of the file, which may have passwords. */
export function readWorkspaceJson<T extends object = Json>(tree: Tree, path: string): T {
  try {
    return readJson<T>(tree, path);
  } catch (cause) {
    throw new ConfigurationInvalid(path, [(cause as Error).message.split('\n', 1)[0]!]);
  }
}
