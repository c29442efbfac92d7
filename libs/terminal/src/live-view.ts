const REFRESH_MILLISECONDS = 200;

/** What is shown, cut to the width of the terminal. */
interface Drawn {
  render(columns: number): string;
}

/** Something at the bottom of a terminal, below the printed lines. */
export interface LiveView {
  /** Prints a line above it, if given, and draws it again. */
  draw(line?: string): void;
  /** Draws it for the last time and leaves it on the screen. */
  end(): void;
}

/** Shows something on a terminal, and its times as they go on, until `end` is called. */
export async function showLive(shown: Drawn, terminal?: NodeJS.WriteStream): Promise<LiveView> {
  return (await loadLive())(shown, terminal);
}

/** Loads what `showLive` needs, for those who cannot wait later. */
export async function loadLive(): Promise<(shown: Drawn, terminal?: NodeJS.WriteStream) => LiveView> {
  // An ES module, which CommonJS can only import dynamically.
  const { createLogUpdate } = await import('log-update');
  return (shown, terminal = process.stdout) => {
    const update = createLogUpdate(terminal);
    const draw = (line?: string) => {
      if (line !== undefined) update.persist(line);
      update(shown.render(terminal.columns));
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
  };
}
