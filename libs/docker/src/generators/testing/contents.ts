import type { Tree } from '@nx/devkit';

/** Every file that was written into an empty tree, with its text. */
export function contents(tree: Tree): Record<string, string> {
  return Object.fromEntries(tree.listChanges().map(({ path, content }) => [path, String(content)]));
}
