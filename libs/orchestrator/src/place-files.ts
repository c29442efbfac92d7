import { mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { boardFiles, BOARDS_FOLDER, LOCK_FILE } from '@hypriotkit/config';
import type { Places } from '@hypriotkit/contract';
import { accessingNow } from '@hypriotkit/core';
import type { Order } from './order';
import { copyForBuilds } from './unprivileged';

/**
 * Puts the files of boards where Nx finds them as projects, and the lock where builds read it. The builds can read them,
 * and no other user can.
 *
 * @returns the paths of the copies, to remove after the build: boards may hold passwords
 */
export function placeFiles({ boards, lock }: Pick<Order, 'boards' | 'lock'>, { user, workspace }: Places): string[] {
  const copies = boards.flatMap((board) =>
    boardFiles(user, board).map((file) => ({
      file,
      copy: join(workspace, BOARDS_FOLDER, board, basename(file)),
    })),
  );
  if (lock !== undefined) copies.push({ file: lock, copy: join(workspace, LOCK_FILE) });
  const placed = copies.map(({ copy }) => copy);
  try {
    for (const { file, copy } of copies) {
      accessingNow("Placing the user's files", copy, () => {
        mkdirSync(dirname(copy), { recursive: true });
        copyForBuilds(file, copy);
      });
    }
  } catch (error) {
    removeFiles(placed);
    throw error;
  }
  return placed;
}

export function removeFiles(copies: string[]): void {
  for (const copy of copies) rmSync(copy, { force: true });
}
