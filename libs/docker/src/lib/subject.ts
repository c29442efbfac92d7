import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { BUILD_EXECUTOR, EXECUTORS } from './executors';

/** What a task is about: a component, as the workspace configures it or as a board does. */
export interface Subject {
  component: string;
  /** Undefined: the component is the one that all boards share. */
  board?: string;
}

/** The options of an inferred target that name its subject. */
export type SubjectOptions = Partial<Subject>;

export type Projects = Record<string, Pick<ProjectConfiguration, 'targets'>>;

/** Returns what a project's target is about. Without options that name it, it is the component of that name. */
export function subjectOf(project: string, target: string, projects: Projects): Subject {
  const { component = project, board } = optionsOf(projects[project], target);
  return { component, board };
}

/** Returns a subject's name for users: `root_fs`, or `garage/root_fs` for a board's own. */
export const subjectName = ({ component, board }: Subject): string =>
  board === undefined ? component : `${board}/${component}`;

/** Returns the project and target that build a subject; undefined if there are none of this plugin. */
export function builderOf(
  { component, board }: Subject,
  projects: Projects,
): { project: string; target: string } | undefined {
  const project = board ?? component;
  const [target] =
    Object.entries(projects[project]?.targets ?? {}).find(
      ([name, { executor }]) =>
        executor === BUILD_EXECUTOR && subjectOf(project, name, projects).component === component,
    ) ?? [];
  return target === undefined ? undefined : { project, target };
}

/** Returns a component as a board uses it: the board's own if it has one, otherwise the one that all boards share. */
export const asUsedBy = (board: string | undefined, component: string, projects: Projects): Subject =>
  board !== undefined && builderOf({ component, board }, projects) ? { component, board } : { component };

function optionsOf(project: Projects[string] | undefined, target: string): SubjectOptions {
  const found = (project?.targets?.[target] ?? {}) as TargetConfiguration<SubjectOptions>;
  const isOurs = EXECUTORS.includes(found.executor ?? '');
  return (isOurs && found.options) || {};
}
