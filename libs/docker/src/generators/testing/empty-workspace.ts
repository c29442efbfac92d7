import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';

/** A workspace without projects and without a formatter, whose modules Jest cannot load. */
export function emptyWorkspace(): Tree {
  const tree = createTreeWithEmptyWorkspace();
  for (const file of tree.children('.').filter((name) => name.startsWith('.oxfmt'))) tree.delete(file);
  return tree;
}
