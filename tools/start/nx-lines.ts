import { stripVTControlCharacters } from 'node:util';
import type { Board } from '@hypriotkit/terminal';

/** How Nx says that a task begins, or that what it said before comes from the cache. */
const TASK = /^> nx run (\w+):build( {2}\[.*cache.*\])?/;

/** Takes a line of Nx or of one of its tasks; returns it when it belongs on the terminal as it is. */
export function takeLine(board: Board, line: string): string | undefined {
  const [begins, component, cached] = TASK.exec(stripVTControlCharacters(line)) ?? [];
  if (begins === undefined) return board.take(line);
  board.open(component!, cached !== undefined);
  return undefined;
}
