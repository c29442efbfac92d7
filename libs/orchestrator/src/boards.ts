import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Places } from '@hypriotkit/contract';
import { InputRefused } from './errors';

/** What is read of Nx's graph. */
interface Graph {
  graph: { nodes: Record<string, { data: { targets?: Record<string, { outputs?: string[] }> } }> };
  tasks: { tasks: Record<string, { target: { project: string } }> };
}

const WORKSPACE = '{workspaceRoot}/';

/**
 * Returns the folder of each board's image, by board.
 *
 * @param graph Nx's graph, as `nx run-many --graph` writes it. Only the plugin of Nx knows which image is a board's.
 * @throws InputRefused
 */
export function boardImages(boards: string[], graph: string, { workspace }: Places): Map<string, string> {
  const { nodes } = (JSON.parse(readFileSync(graph, 'utf8')) as Graph).graph;
  return new Map(boards.map((board) => [board, imageOf(board)]));

  function imageOf(board: string): string {
    const output = nodes[board]?.data.targets?.['build']?.outputs?.[0];
    if (output?.startsWith(WORKSPACE)) return join(workspace, output.slice(WORKSPACE.length));
    throw new InputRefused(`The image cannot build the board ${board}.`, {
      hint: 'Name an orchestrator image whose workspace has the plugin @hypriotkit/docker.',
    });
  }
}

/**
 * Returns the components that boards are made from and do not have for themselves.
 *
 * @param graph Nx's graph of the boards' tasks, as `nx run-many --graph` writes it
 */
export function sharedComponents(boards: string[], graph: string): string[] {
  const { tasks } = (JSON.parse(readFileSync(graph, 'utf8')) as Graph).tasks;
  const projects = Object.values(tasks).map(({ target }) => target.project);
  return [...new Set(projects)].filter((project) => !boards.includes(project)).sort();
}
