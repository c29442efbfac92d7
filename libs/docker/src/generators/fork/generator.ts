import { formatFiles, logger, type GeneratorCallback, type Tree } from '@nx/devkit';
import { prepareWorkspace } from '../init/generator';
import { addComponents } from '../lib/add-components';
import { isThere } from '../lib/component-project';
import { explained } from '../../lib/explaining';
import { checkComponentName } from '../lib/names';
import { addMissingOriginals } from './lib/add-missing-originals';
import { forkOf } from './lib/fork-of';
import { layValues } from './lib/lay-values';
import { newNames } from './lib/new-names';
import { checkConfigs, readConfigs } from '../lib/read-configs';
import { unknownComponent } from './lib/unknown-component';
import type { ForkOptions } from './schema';

/** Makes the workspace build what a configs.json describes, with its own components or with forks of them. */
export default explained(async (tree: Tree, options: ForkOptions): Promise<GeneratorCallback> => {
  const { name, force = false } = options;
  if (name) checkComponentName(name);
  const configs = readConfigs(tree, options.configs);
  const listed = Object.keys(configs.components);
  const install = prepareWorkspace(tree);
  addMissingOriginals(tree, listed);
  checkConfigs(tree, configs);

  const names = newNames(tree, name, configs.components);
  const forks = listed
    .filter((one) => names.has(one) && isThere(tree, one))
    .map((one) => forkOf(tree, one, names, configs.components[one]!));
  const carrier = (component: string) => names.get(component) ?? component;
  const unknown = listed
    .filter((one) => !isThere(tree, one) && !isThere(tree, carrier(one)))
    .map((one) => unknownComponent(tree, one, configs, names));
  addComponents(tree, [...forks, ...unknown], force);
  for (const [component, fields] of Object.entries(configs.components)) layValues(tree, carrier(component), fields);

  if (!options.skipFormat) await formatFiles(tree);
  return async () => {
    await install();
    logger.info(`To build what ${configs.file} describes: nx run-many -t build -p ${listed.map(carrier).join(',')}`);
  };
});
