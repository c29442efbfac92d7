import { join } from 'node:path';
import { addDependenciesToPackageJson, getProjects, readJsonFile, type GeneratorCallback, type Tree } from '@nx/devkit';

/** The same way from src and from dist. */
const PACKAGE = join(__dirname, '..', '..', '..', '..', 'package.json');

/** Enters this plugin in package.json and returns what installs it, unless it is there or a project of the workspace. */
export function dependOnPlugin(tree: Tree): GeneratorCallback {
  const { name, version } = readJsonFile<{ name: string; version: string }>(PACKAGE);
  if (!tree.exists('package.json') || getProjects(tree).has(name)) return () => undefined;
  return addDependenciesToPackageJson(tree, {}, { [name]: version }, 'package.json', true);
}
