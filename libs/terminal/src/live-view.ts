import type { Board } from './board';

const REFRESH_MILLISECONDS = 200;

/** A board at the bottom of a terminal, below the printed lines. */
interface LiveView {
  /** Prints a line above the board, if given, and redraws the board. */
  draw(line?: string): void;
  /** Draws the board for the last time and leaves it on the screen. */
  end(): void;
}

/** Shows a board on a terminal and updates its times until `end` is called. */
export async function showLive(board: Board, terminal: NodeJS.WriteStream = process.stdout): Promise<LiveView> {
  // An ES module, which CommonJS can only import dynamically.
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(terminal);
  const draw = (line?: string) => {
    if (line !== undefined) update.persist(line);
    update(board.render(terminal.columns));
  };
  const timer = setInterval(draw, REFRESH_MILLISECONDS).unref();
  return {
    draw,
    end() {
      clearInterval(timer);
      draw();
      update.done();
    },
  };
}
