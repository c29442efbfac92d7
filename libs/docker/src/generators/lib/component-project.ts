import { getProjects, offsetFromRoot, type ProjectConfiguration, type Tree } from '@nx/devkit';
import type { BuildExecutorOptions } from '../../executors/build/schema';
import { BUILD_EXECUTOR } from '../../lib/executors';
import { readWorkspaceJson } from './json';

/** What a project.json says, `$schema` included. */
export type ProjectFile = Omit<ProjectConfiguration, 'root'> & { $schema?: string };

/** Whether this plugin builds a project. */
function isComponent(project: ProjectConfiguration | undefined): boolean {
  return project?.targets?.['build']?.executor === BUILD_EXECUTOR;
}

/** Whether the workspace has a component of that name. */
export function isThere(tree: Tree, name: string): boolean {
  return isComponent(getProjects(tree).get(name));
}

/** What the project.json of a component of the workspace says. */
export function projectFile(tree: Tree, name: string): ProjectFile {
  return readWorkspaceJson<ProjectFile>(tree, `${getProjects(tree).get(name)!.root}/project.json`);
}

/** The project.json of a component. What its targets read and need is inferred from it. */
export function componentProject(
  name: string,
  root: string,
  description: string,
  options: Pick<BuildExecutorOptions, 'base' | 'workspace' | 'environment' | 'artifacts'>,
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
