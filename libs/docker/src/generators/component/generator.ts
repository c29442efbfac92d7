import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { prepareWorkspace } from '../init/generator';
import { addComponents } from '../lib/add-components';
import { explained } from '../../lib/explaining';
import { checkComponentName, checkFolder } from '../lib/names';
import { chooseBase } from './lib/base';
import { skeleton } from './lib/skeleton';
import type { ComponentOptions } from './schema';

/** Adds a component that can be built right away. */
export default explained(async (tree: Tree, options: ComponentOptions): Promise<GeneratorCallback> => {
  const { name, description = `Component ${name}`, directory = 'components', image, force = false } = options;
  checkComponentName(name);
  checkFolder(directory);
  const base = chooseBase(tree, options.base, name);
  const install = prepareWorkspace(tree);
  addComponents(tree, [skeleton({ name, description, root: `${directory}/${name}`, base, image })], force);
  if (!options.skipFormat) await formatFiles(tree);
  return install;
});
