import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { explained } from '../../lib/explaining';
import {
  dependOnPlugin,
  ensureConfigurationFiles,
  ignoreArtifacts,
  keepInferredInputs,
  registerPlugin,
} from './lib/prepare-workspace';
import type { InitOptions } from './schema';

/** Sets up a workspace for components. Adds what is missing and changes nothing that exists. */
export default explained(async (tree: Tree, options: InitOptions): Promise<GeneratorCallback> => {
  const install = prepareWorkspace(tree);
  if (!options.skipFormat) await formatFiles(tree);
  return install;
});

/** The first step of every generator, so that a component can be built in any workspace. */
export function prepareWorkspace(tree: Tree): GeneratorCallback {
  registerPlugin(tree);
  keepInferredInputs(tree);
  ensureConfigurationFiles(tree);
  ignoreArtifacts(tree);
  return dependOnPlugin(tree);
}
