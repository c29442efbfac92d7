import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LockSubject } from '@hypriotkit/config';
import type { Places } from '@hypriotkit/contract';
import { InputRefused } from './errors';

/** What is read of Nx's graph, as `nx run-many --graph` writes it. */
export interface TaskGraph {
  graph: { nodes: Record<string, { data: { targets?: Record<string, Target> } }> };
  tasks: { tasks: Record<string, { target: { project: string; target: string } }> };
}

interface Target {
  outputs?: string[];
  /** What it builds, if the project is a board. */
  options?: Partial<LockSubject>;
}

/** Nx's projects, and targets that at least one of them has. */
export interface Named {
  projects: string[];
  targets: string[];
}

/** A component, or one that a board has for itself, and the absolute path of the folder with its artifacts. */
export interface Made extends LockSubject {
  folder: string;
}

const WORKSPACE = '{workspaceRoot}/';

export const readTaskGraph = (file: string): TaskGraph => JSON.parse(readFileSync(file, 'utf8')) as TaskGraph;

/**
 * Returns the folder of each board's image, by board. Only the plugin of Nx knows which image is a board's.
 *
 * @throws InputRefused
 */
export function boardImages(boards: string[], { graph }: TaskGraph, { workspace }: Places): Map<string, string> {
  return new Map(boards.map((board) => [board, imageOf(board)]));

  function imageOf(board: string): string {
    const folder = folderOf(graph.nodes[board]?.data.targets?.['build'], board, workspace);
    if (folder !== undefined) return folder;
    throw new InputRefused(`The image cannot build the board ${board}.`, {
      hint: 'Name an orchestrator image whose workspace has the plugin @hypriotkit/docker.',
    });
  }
}

/** Returns the components that boards are made from and do not have for themselves. */
export function sharedComponents(boards: string[], { tasks }: TaskGraph): string[] {
  const projects = Object.values(tasks.tasks).map(({ target }) => target.project);
  return [...new Set(projects)].filter((project) => !boards.includes(project)).sort();
}

/** Returns what a command has to name so that its options reach each task: Nx keeps them from tasks that are only depended on. */
export function namesOf({ tasks }: TaskGraph): Named {
  const all = Object.values(tasks.tasks).map(({ target }) => target);
  const each = (key: 'project' | 'target') => [...new Set(all.map((names) => names[key]))].sort();
  return { projects: each('project'), targets: each('target') };
}

/** Returns what the tasks make. */
export function madeBy({ graph, tasks }: TaskGraph, { workspace }: Places): Made[] {
  return Object.values(tasks.tasks).flatMap(({ target: { project, target: name } }) => {
    const target = graph.nodes[project]?.data.targets?.[name];
    const folder = folderOf(target, project, workspace);
    const { component = project, board } = target?.options ?? {};
    return folder === undefined ? [] : [{ component, board, folder }];
  });
}

function folderOf(target: Target | undefined, project: string, workspace: string): string | undefined {
  const output = target?.outputs?.[0];
  if (!output?.startsWith(WORKSPACE)) return undefined;
  return join(workspace, output.slice(WORKSPACE.length).replaceAll('{projectName}', project));
}
