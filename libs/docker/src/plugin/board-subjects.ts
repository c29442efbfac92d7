import { isDeepStrictEqual } from 'node:util';
import type { ProjectGraph } from '@nx/devkit';
import { boardNames, withBoard, type Configuration } from '@hypriotkit/config';
import { BoardOutdated } from '../errors';
import { BUILD_EXECUTOR } from '../lib/executors';
import { subjectOf, type Subject } from '../lib/subject';
import { partsOf, type Components } from './board-parts';
import { unlessInvalid } from './configured';
import { isComponent } from './project';

/** A component and the configuration that it is made with; undefined if that is invalid, which its build reports. */
export type Configured = Subject & { configuration: Configuration | undefined };

/**
 * Returns what all boards have for themselves, as Nx knows it.
 *
 * @param configuration The workspace's.
 * @throws BoardOutdated if the boards' files say something else by now
 */
export function boardSubjects(
  nodes: ProjectGraph['nodes'],
  configuration: Configuration,
  workspaceRoot: string,
): Configured[] {
  const projects = projectsOf(nodes);
  const components = componentsOf(nodes);
  return boardNames(workspaceRoot).flatMap((board) => {
    if (!projects[board]) return [];
    const targets = Object.entries(projects[board].targets ?? {});
    const own = targets
      .filter(([, { executor }]) => executor === BUILD_EXECUTOR)
      .map(([target]) => subjectOf(board, target, projects).component);
    const laid = unlessInvalid(() => withBoard(configuration, workspaceRoot, board, { whereUnset: 'drop' }));
    const parts = laid && partsOf(board, laid, components);
    if (parts && !isDeepStrictEqual([...parts.own].sort(), [...own].sort())) throw new BoardOutdated(board);
    return own.map((component) => ({ component, board, configuration: laid }));
  });
}

/** Returns the projects that Nx knows as components. */
export function componentsOf(nodes: ProjectGraph['nodes']): Components {
  const projects = projectsOf(nodes);
  return new Map(
    Object.entries(projects).filter(
      ([name, project]) => isComponent(project) && !subjectOf(name, 'build', projects).board,
    ),
  );
}

const projectsOf = (nodes: ProjectGraph['nodes']) =>
  Object.fromEntries(Object.entries(nodes).map(([name, { data }]) => [name, data]));
