import { stripVTControlCharacters } from 'node:util';
import type { Board } from '@hypriotkit/terminal';

/** The line that Nx prints before a task, or before output from its cache. */
const TASK = /^> nx run (\w+):build( {2}\[.*cache.*\])?/;

/** Shows a line of Nx or of a task on the board. Returns the line if it must be printed unchanged instead. */
export function takeLine(board: Board, line: string): string | undefined {
  const [begins, component, cached] = TASK.exec(stripVTControlCharacters(line)) ?? [];
  if (begins === undefined) return board.take(line);
  board.open(component!, cached !== undefined);
  return undefined;
}
