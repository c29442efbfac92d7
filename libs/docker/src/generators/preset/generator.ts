import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { prepareWorkspace } from '../init/generator';
import { addComponents } from '../lib/add-components';
import { explained } from '../../lib/explaining';
import { presetComponents } from './lib/preset-components';
import type { PresetOptions } from './schema';

/** Adds the components of a system, with their builders, to a workspace. */
export default explained(async (tree: Tree, options: PresetOptions): Promise<GeneratorCallback> => {
  const { system = 'hypriotos', components, force = false } = options;
  const chosen = presetComponents(system, components);
  const install = prepareWorkspace(tree);
  addComponents(tree, chosen, force);
  if (!options.skipFormat) await formatFiles(tree);
  return install;
});
