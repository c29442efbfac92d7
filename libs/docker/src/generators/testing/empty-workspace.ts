import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';

/** A workspace without a project, or a formatter: those are modules that jest cannot load. */
export function emptyWorkspace(): Tree {
  const tree = createTreeWithEmptyWorkspace();
  for (const file of tree.children('.').filter((name) => name.startsWith('.oxfmt'))) tree.delete(file);
  return tree;
}
