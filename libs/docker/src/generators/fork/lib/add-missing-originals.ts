import type { Tree } from '@nx/devkit';
import { addComponents } from '../../lib/add-components';
import { isThere } from '../../lib/component-project';
import { presetComponents } from '../../preset/lib/preset-components';
import { presetDefaults } from '../../preset/lib/preset-folder';

const SYSTEM = 'hypriotos';

/** Adds the listed HypriotOS components that the workspace lacks, and the components that they are made from. */
export function addMissingOriginals(tree: Tree, listed: string[]): void {
  const known = presetDefaults(SYSTEM);
  const missing = listed.filter((name) => name in known && !isThere(tree, name));
  const components = presetComponents(SYSTEM, missing).filter(({ name }) => !isThere(tree, name));
  addComponents(tree, components, false);
}
