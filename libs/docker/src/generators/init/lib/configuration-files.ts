import { writeJson, type Tree } from '@nx/devkit';
import { DEFAULTS, SCHEMA, USER } from '../../lib/configuration-entry';

/** A configuration without any component, the user's over it, and a schema that allows for none yet. */
export function ensureConfigurationFiles(tree: Tree): void {
  ensure(tree, DEFAULTS, { $schema: './configs.schema.json' });
  ensure(tree, USER, { $schema: `./${SCHEMA}` });
  ensure(tree, SCHEMA, {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of the components',
    description: `What is built, and how. The defaults are in ${DEFAULTS}; ${USER} is laid over it, field by field.`,
    type: 'object',
    additionalProperties: false,
    properties: { $schema: { type: 'string', description: 'For editors: where this schema is.' } },
  });
}

function ensure(tree: Tree, file: string, content: object): void {
  if (!tree.exists(file)) writeJson(tree, file, content);
}
