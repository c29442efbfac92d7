import type { Board } from './board';

const REFRESH_MILLISECONDS = 200;

/** A board at the lower end of a terminal, below what is printed for good. */
interface LiveView {
  /** Prints a line above the board, if there is one, and draws the board as it is now. */
  draw(line?: string): void;
  /** Draws the board for the last time, and leaves it there. */
  end(): void;
}

/** Shows a board on a terminal, with times that run, until it is ended. */
export async function showLive(board: Board, terminal: NodeJS.WriteStream = process.stdout): Promise<LiveView> {
  // A module that can only be imported so.
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
