import type { Verbosity } from '@hypriotkit/api';
import type { Progress } from '@hypriotkit/card';
import { loadLive, Transfer, type LiveView } from '@hypriotkit/terminal';
import { plainOutput, type Output } from './output';

/** An output that shows the progress of a transfer, too. */
export interface TransferOutput extends Output {
  progress: Progress;
}

/**
 * Shows a transfer: on a terminal as a bar below the lines, elsewhere as a line for every tenth part, and not at all if
 * quiet. Its end leaves the bar as it is; the next progress begins another one.
 */
export async function transferOutput(verbosity: Verbosity): Promise<TransferOutput> {
  const plain = plainOutput();
  if (verbosity === 'quiet') return { ...plain, progress: () => undefined };
  const transfer = new Transfer();
  if (!process.stdout.isTTY) {
    const progress: Progress = (...what) =>
      void (transfer.take(...what) && plain.line('stdout', `hypriotkit: ${transfer.line()}`));
    return { ...plain, progress };
  }
  const show = await loadLive();
  let view: LiveView | undefined;
  return {
    line: (stream, line) => (view ? view.draw(line) : plain.line(stream, line)),
    progress(...what) {
      transfer.take(...what);
      view ??= show(transfer);
    },
    end() {
      view?.end();
      view = undefined;
    },
  };
}
