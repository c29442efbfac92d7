import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile } from '@nx/devkit';
import { FIELDS_FILE, filesBeside, NameInvalid } from '@hypriotkit/config';
import { componentsRead, type ProjectFile } from '../../lib/component-project';
import type { Json } from '../../lib/json';
import type { NewComponent } from '../../lib/new-component';
import { sourceFiles } from '../../lib/source-files';
import { presetDefaults, presetFolder, presetSchema } from './preset-folder';

/**
 * Returns components of a system in the order of its configuration: all of them, or the named ones with their inputs.
 */
export function presetComponents(system: string, named?: string[]): NewComponent[] {
  const all = read(system);
  if (!named) return all;
  const unknown = named.find((name) => !all.some((component) => component.name === name));
  if (unknown !== undefined) {
    throw new NameInvalid('name of a component', unknown, `expected one of ${all.map(({ name }) => name).join(', ')}`);
  }
  const wanted = withDependencies(all, named);
  return all.filter(({ name }) => wanted.has(name));
}

function withDependencies(all: NewComponent[], named: string[]): Set<string> {
  const read = all.filter(({ name }) => named.includes(name)).flatMap(({ project }) => componentsRead(project));
  return new Set(read.length ? [...named, ...withDependencies(all, read)] : named);
}

function read(system: string): NewComponent[] {
  const { definitions } = presetSchema(system);
  return Object.entries(presetDefaults(system)).map(([name, fields]) => {
    const root = `components/${name}`;
    const path = join(presetFolder(system), root);
    const folders = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const schema = readJsonFile<Json>(join(path, FIELDS_FILE));
    return {
      name,
      root,
      project: readJsonFile<ProjectFile>(join(path, 'project.json')),
      fields,
      schema,
      definitions,
      files: sourceFiles(path, [...folders.map((folder) => folder.name), ...filesBeside(schema)]),
    };
  });
}
