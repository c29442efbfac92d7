import { stripVTControlCharacters } from 'node:util';
import type { Board } from '@hypriotkit/terminal';

/** The line that Nx prints before a task, or before output from its cache. */
const TASK = /^> nx run (\w+):(\w+)( {2}\[.*cache.*\])?/;

/** Shows the lines of Nx and its tasks on a board: builds in rows named for their components, other tasks in rows of their own. */
export class NxLines {
  /** The rows of components that are built, and whose lines are now those of another task. */
  private readonly rows = new Map<string, string>();

  constructor(private readonly board: Board) {}

  /** Takes a line. Returns it if it must be printed unchanged instead. */
  take(line: string): string | undefined {
    const [, component, target, cached] = TASK.exec(stripVTControlCharacters(line)) ?? [];
    if (component === undefined) return this.board.take(this.inItsRow(line)) && line;
    const row = target === 'build' ? component : target!;
    this.rows.set(component, row);
    this.board.open(row, cached !== undefined);
    return undefined;
  }

  private inItsRow(line: string): string {
    const [, component, text] = /^(\w+): (.*)$/s.exec(line) ?? [];
    const row = component && this.rows.get(component);
    return row ? `${row}: ${text}` : line;
  }
}
