import { posix } from 'node:path';
import { getProjects, type Tree } from '@nx/devkit';
import { filesBeside, INHERITS } from '@hypriotkit/config';
import { projectFile } from '../../lib/component-project';
import { fieldsFileOf, type Fields } from '../../lib/configuration-entry';
import type { NewComponent } from '../../lib/new-component';
import { withNewNames } from './with-new-names';

/**
 * A fork of a component. It has an image of its own, and inherits all other values: the builder, too, is the original's. Another
 * builder than the original's has nothing to do with the original's branch and commit.
 */
export function forkOf(tree: Tree, original: string, names: Map<string, string>, given: Fields): NewComponent {
  const name = names.get(original)!;
  const { root } = getProjects(tree).get(original)!;
  const schema = { ...fieldsFileOf(tree, original)!, [INHERITS]: original };
  return {
    name,
    root: posix.join(posix.dirname(root), name),
    project: withNewNames(projectFile(tree, original), names),
    fields: { image: `hypriotkit/${name}:latest`, ...('repo' in given && { branch: '', commit: '' }) },
    schema,
    definitions: {},
    files: filesBeside(schema).map((path) => ({ path, content: tree.read(posix.join(root, path))!, mode: 0o644 })),
  };
}
