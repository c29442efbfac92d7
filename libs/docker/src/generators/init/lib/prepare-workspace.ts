import { join } from 'node:path';
import {
  addDependenciesToPackageJson,
  getProjects,
  readJsonFile,
  readNxJson,
  updateNxJson,
  writeJson,
  type GeneratorCallback,
  type Tree,
} from '@nx/devkit';
import { DEFAULTS, SCHEMA, USER } from '../../lib/configuration-entry';
import { ignore } from '../../lib/ignore';
import { BUILD_EXECUTOR } from '../../../lib/executors';

/** The plugin that infers the inputs of components' targets from project.json and the configuration. */
const PLUGIN = '@hypriotkit/docker';

/** Adds the plugin to nx.json. If it is there already, nx.json is not touched. */
export function registerPlugin(tree: Tree): void {
  const nxJson = readNxJson(tree) ?? {};
  const plugins = nxJson.plugins ?? [];
  const known = plugins.some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === PLUGIN);
  if (!known) updateNxJson(tree, { ...nxJson, plugins: [...plugins, PLUGIN] });
}

/** Keeps defaults that nx.json has for targets of other plugins from replacing what the plugin infers. */
export function keepInferredInputs(tree: Tree): void {
  const nxJson = readNxJson(tree) ?? {};
  const defaults = nxJson.targetDefaults ?? {};
  if (Object.keys(defaults).length === 0 || BUILD_EXECUTOR in defaults) return;
  updateNxJson(tree, { ...nxJson, targetDefaults: { ...defaults, [BUILD_EXECUTOR]: {} } });
}

/**
 * Creates the configuration files that are missing, with no components yet: defaults, the user's file and the schema.
 */
export function ensureConfigurationFiles(tree: Tree): void {
  ensure(tree, DEFAULTS, { $schema: './configs.schema.json' });
  ensure(tree, USER, { $schema: `./${SCHEMA}` });
  ensure(tree, SCHEMA, {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of the components',
    description: `What is built, and how. The defaults are in ${DEFAULTS}; ${USER} overrides them, field by field.`,
    type: 'object',
    additionalProperties: false,
    properties: { $schema: { type: 'string', description: 'For editors: where this schema is.' } },
  });
}

function ensure(tree: Tree, file: string, content: object): void {
  if (!tree.exists(file)) writeJson(tree, file, content);
}

/** Adds the folder that artifacts are written to to .gitignore. */
export const ignoreArtifacts = (tree: Tree): void => ignore(tree, 'dist/', /^\/?dist\/?$/);

/** The relative path is the same from src and from dist. */
const PACKAGE = join(__dirname, '..', '..', '..', '..', 'package.json');

/** Adds this plugin to package.json unless it is there or is a project of the workspace. Returns the install task. */
export function dependOnPlugin(tree: Tree): GeneratorCallback {
  const { name, version } = readJsonFile<{ name: string; version: string }>(PACKAGE);
  if (!tree.exists('package.json') || getProjects(tree).has(name)) return () => undefined;
  return addDependenciesToPackageJson(tree, {}, { [name]: version }, 'package.json', true);
}
