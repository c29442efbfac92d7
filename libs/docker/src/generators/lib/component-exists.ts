import { isDeepStrictEqual } from 'node:util';
import { getProjects, type Tree } from '@nx/devkit';
import { FIELDS_FILE } from '@hypriotkit/config';
import { fieldsFileOf } from './configuration-entry';
import { readWorkspaceJson } from './json';
import type { NewComponent } from './new-component';
import { ComponentExists } from '../../errors';

/**
 * Checks that components overwrite nothing. Identical content is no conflict, so a generator can run twice. `force`
 * allows overwriting a component, but never taking the name of a project in another folder.
 *
 * @throws ComponentExists
 */
export function checkClashes(tree: Tree, components: NewComponent[], force: boolean): void {
  const projects = getProjects(tree);
  const others = components.flatMap(({ name, root }) => {
    const project = projects.get(name);
    return project && project.root !== root ? [`a project ${name} in ${project.root}`] : [];
  });
  if (others.length) throw new ComponentExists(others, 'Choose another name.');
  const different = force ? [] : components.flatMap((component) => differences(tree, component));
  if (different.length) {
    throw new ComponentExists(different, 'Choose another name, or add --force to overwrite these.');
  }
}

function differences(tree: Tree, { name, root, project, schema, files }: NewComponent): string[] {
  const projectFile = `${root}/project.json`;
  const found = files
    .map(({ path, content }) => ({ path: `${root}/${path}`, content }))
    .filter(({ path, content }) => tree.exists(path) && !tree.read(path)!.equals(content))
    .map(({ path }) => path);
  if (tree.exists(projectFile) && !isDeepStrictEqual(readWorkspaceJson(tree, projectFile), project)) {
    found.unshift(projectFile);
  }
  const known = fieldsFileOf(tree, name);
  return known && !isDeepStrictEqual(known, schema) ? [...found, `${root}/${FIELDS_FILE}`] : found;
}
