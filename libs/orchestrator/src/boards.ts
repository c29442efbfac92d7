import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { boardFiles, BOARDS_FOLDER } from '@hypriotkit/config';
import type { Places } from '@hypriotkit/contract';
import { accessingNow } from '@hypriotkit/core';
import { InputRefused } from './errors';
import { copyForBuilds } from './unprivileged';

/**
 * Puts the files of boards where Nx finds them as projects. The builds can read them, and no other user can.
 *
 * @returns the paths of the copies, to remove after the build: they may hold passwords
 */
export function placeBoards(boards: string[], { user, workspace }: Places): string[] {
  const copies = boards.flatMap((board) =>
    boardFiles(user, board).map((file) => ({
      file,
      copy: join(workspace, BOARDS_FOLDER, board, basename(file)),
    })),
  );
  const placed = copies.map(({ copy }) => copy);
  try {
    for (const { file, copy } of copies) {
      accessingNow('Placing the boards', copy, () => {
        mkdirSync(dirname(copy), { recursive: true });
        copyForBuilds(file, copy);
      });
    }
  } catch (error) {
    removeBoards(placed);
    throw error;
  }
  return placed;
}

export function removeBoards(copies: string[]): void {
  for (const copy of copies) rmSync(copy, { force: true });
}

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
