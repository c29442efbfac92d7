import { posix } from 'node:path';
import { getProjects, type Tree } from '@nx/devkit';
import { filesBeside } from '@hypriotkit/config';
import { projectFile } from '../../lib/component-project';
import { defaultsOf, fieldsFileOf } from '../../lib/configuration-entry';
import type { NewComponent } from '../../lib/new-component';
import { withNewNames } from './with-new-names';

/** A fork of a component. It uses the original's builder: both have the same `repo`. */
export function forkOf(tree: Tree, original: string, names: Map<string, string>): NewComponent {
  const name = names.get(original)!;
  const { root } = getProjects(tree).get(original)!;
  const schema = fieldsFileOf(tree, original)!;
  return {
    name,
    root: posix.join(posix.dirname(root), name),
    project: withNewNames(projectFile(tree, original), names),
    fields: { ...defaultsOf(tree)[original], image: `hypriotkit/${name}:latest` },
    schema,
    definitions: {},
    files: filesBeside(schema).map((path) => ({ path, content: tree.read(posix.join(root, path))!, mode: 0o644 })),
  };
}
