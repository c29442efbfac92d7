import { writeJson, type Tree } from '@nx/devkit';
import { checkClashes } from './component-exists';
import { enterComponent } from './configuration-entry';
import { keepLineEnds } from './line-ends';
import type { NewComponent } from './new-component';

/** Writes components into the workspace. Writes nothing if one of them would overwrite something. */
export function addComponents(tree: Tree, components: NewComponent[], force: boolean): void {
  checkClashes(tree, components, force);
  for (const component of components) {
    const { root, project, files } = component;
    writeJson(tree, `${root}/project.json`, project);
    for (const { path, content, mode } of files) tree.write(`${root}/${path}`, content, { mode });
    enterComponent(tree, component);
  }
  keepLineEnds(
    tree,
    components.filter(hasBuilder).map(({ root }) => root),
  );
}

const hasBuilder = ({ files }: NewComponent): boolean => files.some(({ path }) => path.includes('/'));
