import { lstatSync } from 'node:fs';
import deepmerge from 'deepmerge';
import { check } from './check';
import { configurationFiles, shortName } from './configuration-files';
import { ConfigurationInvalid } from './errors';
import { readJson, type Json } from './json-file';
import { readSchema } from './schema-file';
import type { Configuration, Layer } from './layer';
import { closest } from './closest';

/**
 * Reads the layers of a workspace's configuration: the defaults, and the user's file over them.
 *
 * @throws ConfigurationInvalid when a file is not JSON or does not fit the schema; all layers are checked before.
 */
export function loadConfiguration(workspaceRoot: string, env: NodeJS.ProcessEnv = process.env): Configuration {
  const files = configurationFiles(workspaceRoot, env);
  const schema = readSchema(files);
  const layers = [read(files.defaults)];
  // A link that leads nowhere is there: somebody has meant something by it.
  if (files.userNamed || lstatSync(files.user, { throwIfNoEntry: false })) layers.push(read(files.user));
  return resolved(schema, layers);

  function read(file: string): Layer {
    const { value, lineOf } = readJson(file);
    const { $schema, ...components } = check(file, value, schema, { lineOf });
    return { source: shortName(workspaceRoot, file), components: components as Layer['components'] };
  }
}

/**
 * The configuration with another layer over it, for one component.
 *
 * @param asText the values are words of a command line: they become what the schema asks for
 * @throws ConfigurationInvalid when there is no such component or a field does not fit the schema
 */
export function withLayer(
  { schema, layers, components }: Configuration,
  source: string,
  component: string,
  fields: Record<string, unknown>,
  { asText = false } = {},
): Configuration {
  if (!components[component]) {
    throw new ConfigurationInvalid(layers[0]!.source, [
      `${component}: no such component${closest(component, Object.keys(components))}`,
    ]);
  }
  const checked = check(source, { [component]: fields }, schema, { asText });
  return resolved(schema, [...layers, { source, components: checked as Layer['components'] }]);
}

/** The source of the layer that a field's value comes from. */
export function originOf({ layers }: Configuration, component: string, field: string): string {
  return layers.findLast((layer) => field in (layer.components[component] ?? {}))!.source;
}

function resolved(schema: Json, layers: Layer[]): Configuration {
  const components = deepmerge.all(
    layers.map((layer) => layer.components),
    // A list is a value like any other: the later one counts.
    { arrayMerge: (_, later: unknown[]) => later },
  );
  return { schema, layers, components: components as Configuration['components'] };
}
