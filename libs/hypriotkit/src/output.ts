import type { LineSink, Verbosity } from '@hypriotkit/api';
import { Board, showLive } from '@hypriotkit/terminal';

/** Where lines of the program and of the build are written. */
export interface Output {
  line: LineSink;
  end(): void;
}

/**
 * Returns a live view on a terminal: a row for each component, with its step and duration. Elsewhere, returns plain
 * lines.
 */
export async function outputFor(verbosity: Verbosity): Promise<Output> {
  if (!process.stdout.isTTY || verbosity !== 'info') return plainOutput();
  const board = new Board();
  const view = await showLive(board);
  return {
    line(stream, line) {
      if (stream === 'stdout') view.draw(board.takeOpening(line));
      else if (process.stderr.isTTY) view.draw(line);
      else print(stream, line);
    },
    end: () => view.end(),
  };
}

/** Writes lines as they come, even on a terminal. */
export const plainOutput = (): Output => ({ line: print, end: () => undefined });

const print = (stream: 'stdout' | 'stderr', line: string): void => void process[stream].write(`${line}\n`);
