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
 * Reads the layers of a workspace's configuration: the defaults, then the user's file, which overrides them.
 *
 * @throws ConfigurationInvalid if a file is not JSON or does not fit the schema
 */
export function loadConfiguration(workspaceRoot: string, env: NodeJS.ProcessEnv = process.env): Configuration {
  const files = configurationFiles(workspaceRoot, env);
  const schema = readSchema(files);
  const layers = [read(files.defaults)];
  // A dangling link counts as a file, since someone put it there on purpose.
  if (files.userNamed || lstatSync(files.user, { throwIfNoEntry: false })) layers.push(read(files.user));
  return resolved(schema, layers);

  function read(file: string): Layer {
    const { value, lineOf } = readJson(file);
    const { $schema, ...components } = check(file, value, schema, { lineOf });
    return { source: shortName(workspaceRoot, file), components: components as Layer['components'] };
  }
}

/**
 * Returns the configuration with one more layer, which sets fields of one component.
 *
 * @param asText Whether the values are words of a command line, to be converted to the types of the schema.
 * @throws ConfigurationInvalid if there is no such component, or a field does not fit the schema
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

/** Returns the source of the layer that a field's value comes from. */
export function originOf({ layers }: Configuration, component: string, field: string): string {
  return layers.findLast((layer) => field in (layer.components[component] ?? {}))!.source;
}

function resolved(schema: Json, layers: Layer[]): Configuration {
  const components = deepmerge.all(
    layers.map((layer) => layer.components),
    // A list is replaced, not merged.
    { arrayMerge: (_, later: unknown[]) => later },
  );
  return { schema, layers, components: components as Configuration['components'] };
}
