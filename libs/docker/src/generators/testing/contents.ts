import type { Tree } from '@nx/devkit';

/** Returns the text of every file that was written into an empty tree, by path. */
export function contents(tree: Tree): Record<string, string> {
  return Object.fromEntries(tree.listChanges().map(({ path, content }) => [path, String(content)]));
}
