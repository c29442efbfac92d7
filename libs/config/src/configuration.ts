import { existsSync } from 'node:fs';
import { join } from 'node:path';
import deepmerge from 'deepmerge';
import { readJson, type Json } from './json-file';
import { check } from './schema-check';
import type { ComponentConfig } from './component-config';

/** Where the layers are. Paths are absolute. */
export interface ConfigurationFiles {
  /** The default configuration; always there. */
  defaults: string;
  /** JSON schema of every layer. */
  schema: string;
  /** The user's configuration; need not exist. */
  user: string;
}

/** The checked configuration: one entry for each component. */
export interface Configuration {
  components: Record<string, ComponentConfig>;
  /** What the defaults alone say, to tell a default from a choice. */
  defaults: Record<string, ComponentConfig>;
  schema: Json;
}

/** The places of the files in a workspace. */
export function configurationFiles(workspaceRoot: string): ConfigurationFiles {
  return {
    defaults: join(workspaceRoot, 'image', 'configs.json'),
    schema: join(workspaceRoot, 'image', 'configs.schema.json'),
    user: join(workspaceRoot, 'configs.json'),
  };
}

/**
 * Reads the layers of a workspace's configuration and lays them over one another: the user's fields win.
 *
 * @throws ConfigurationInvalid when a file is not JSON or does not fit the schema; all layers are checked before.
 */
export function loadConfiguration(workspaceRoot: string): Configuration {
  const files = configurationFiles(workspaceRoot);
  const schema = readJson(files.schema);
  const layers = [files.defaults, files.user].filter((file, index) => index === 0 || existsSync(file)).map(read);
  return { schema, components: deepmerge.all(layers) as Configuration['components'], defaults: layers[0]! };

  function read(file: string): Record<string, ComponentConfig> {
    const layer = readJson(file);
    check(file, layer, schema);
    const { $schema, ...components } = layer;
    return components as Record<string, ComponentConfig>;
  }
}
