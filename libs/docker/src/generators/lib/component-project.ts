import { getProjects, offsetFromRoot, type ProjectConfiguration, type Tree } from '@nx/devkit';
import type { BuildExecutorOptions } from '../../executors/build/schema';
import { BUILD_EXECUTOR } from '../../lib/executors';
import { readWorkspaceJson } from './json';

/** The content of a project.json, including `$schema`. */
export type ProjectFile = Omit<ProjectConfiguration, 'root'> & { $schema?: string };

/** Whether this plugin builds a project. */
function isComponent(project: ProjectConfiguration | undefined): boolean {
  return project?.targets?.['build']?.executor === BUILD_EXECUTOR;
}

/** Whether the workspace has a component of that name. */
export function isThere(tree: Tree, name: string): boolean {
  return isComponent(getProjects(tree).get(name));
}

/** The content of the project.json of a component in the workspace. */
export function projectFile(tree: Tree, name: string): ProjectFile {
  return readWorkspaceJson<ProjectFile>(tree, `${getProjects(tree).get(name)!.root}/project.json`);
}

/** Returns the project.json of a component. The inputs and dependencies of its targets are inferred, not written. */
export function componentProject(
  name: string,
  root: string,
  description: string,
  options: Pick<BuildExecutorOptions, 'base' | 'workspace' | 'container' | 'environment' | 'artifacts'>,
): ProjectFile {
  return {
    name,
    $schema: `${offsetFromRoot(root)}node_modules/nx/schemas/project-schema.json`,
    projectType: 'application',
    metadata: { description },
    targets: { build: { executor: BUILD_EXECUTOR, options } },
  };
}

/** The components whose builder image or artifacts a component reads. */
export function componentsRead({ targets }: ProjectFile): string[] {
  const { base, inputs = [] } = targets!['build']!.options as BuildExecutorOptions;
  const read = inputs.map(({ component }) => component);
  return [...new Set('component' in base ? [base.component, ...read] : read)];
}
