import { writeJson, type Tree } from '@nx/devkit';
import { check } from '@hypriotkit/config';
import { composedSchema, DEFAULTS, fieldsFileOf, writeFieldsFile, type Fields } from '../../lib/configuration-entry';
import { readWorkspaceJson, type Json } from '../../lib/json';
import type { NewField } from './new-field';

/**
 * Adds a field to the component's fields.json, and its default to image/configs.json. The default must fit the schema.
 */
export function addToConfiguration(tree: Tree, { component, name, said, default: value }: NewField): void {
  const file = fieldsFileOf(tree, component)!;
  writeFieldsFile(tree, component, { ...file, properties: { ...(file['properties'] as Json), [name]: said } });
  const defaults = readWorkspaceJson<Record<string, Fields>>(tree, DEFAULTS);
  writeJson(tree, DEFAULTS, { ...defaults, [component]: { ...defaults[component], [name]: value } });
  check('the default of the new field', { [component]: { [name]: value } }, composedSchema(tree));
}
