import { formatFiles, type Tree } from '@nx/devkit';
import { explained } from '../../lib/explaining';
import { addToConfiguration } from './lib/add-to-configuration';
import { addToDocumentation } from './lib/add-to-documentation';
import { addTest } from './lib/add-test';
import { checkField } from './lib/check-field';
import { newField } from './lib/new-field';
import type { FieldOptions } from './schema';

/** Adds a field to a component of the workspace: its definition, default, documentation and test. */
export default explained(async (tree: Tree, options: FieldOptions): Promise<void> => {
  checkField(tree, options);
  const field = newField(options);
  addToConfiguration(tree, field);
  addToDocumentation(tree);
  addTest(tree, field);
  if (!options.skipFormat) await formatFiles(tree);
});
