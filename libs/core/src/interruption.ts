import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm passes on a signal that the terminal has sent to every process of its group. */
const SAME_SIGNAL_MILLISECONDS = 2_000;
/** So long, cleaning up needs no word. */
const SILENT_MILLISECONDS = 3_000;
/** Removing containers takes seconds. */
const PATIENCE_MILLISECONDS = 60_000;

/** What cancels the work, apart from signals and a reader that is gone. */
interface OtherEnds {
  /** Cancel when the channel to the parent process closes: the parent has died. */
  parentGone?: boolean;
  patienceMilliseconds?: number;
}

interface Interruption {
  signal: AbortSignal;
  /** The first system signal that was received. */
  received: () => NodeJS.Signals | undefined;
  /** Restores the default handling of system signals. */
  release: () => void;
}

/**
 * Returns an AbortSignal that fires on SIGINT, SIGTERM and SIGHUP, when nobody reads this program's output any more, and
 * on whatever else ends it. Without the signal, a line that nobody reads would end the program before it can clean up.
 *
 * Ends the program if cleaning up takes too long, because an engine does not answer, and on a second system signal.
 */
export function interruption({
  parentGone = false,
  patienceMilliseconds = PATIENCE_MILLISECONDS,
}: OtherEnds = {}): Interruption {
  const controller = new AbortController();
  const released = new AbortController();
  let received: NodeJS.Signals | undefined;
  let receivedAt = Infinity;
  const onSignal = (signal: NodeJS.Signals) => {
    if (Date.now() - receivedAt > SAME_SIGNAL_MILLISECONDS) endAtOnce(received);
    received ??= signal;
    receivedAt = Math.min(receivedAt, Date.now());
    cancel(new Error(`received ${signal}`));
  };
  const onDisconnect = () => cancel(new Error('the parent process has ended'));
  const outputs = [process.stdout, process.stderr];
  for (const signal of SIGNALS) process.on(signal, onSignal);
  if (parentGone) process.on('disconnect', onDisconnect);
  for (const output of outputs) output.on('error', cancel);
  return {
    signal: controller.signal,
    received: () => received,
    release() {
      released.abort();
      for (const signal of SIGNALS) process.off(signal, onSignal);
      process.off('disconnect', onDisconnect);
      // The handlers of the output stay: pending output may still fail.
    },
  };

  function cancel(reason: Error): void {
    if (controller.signal.aborted) return;
    controller.abort(reason);
    after(patienceMilliseconds, () => endAtOnce(received));
    if (received) after(SILENT_MILLISECONDS, () => console.error('Cleaning up. Ctrl-C again ends at once.'));
  }

  /** Does something after some time, unless all is over by then. */
  function after(milliseconds: number, what: () => void): void {
    sleep(milliseconds, undefined, { signal: released.signal, ref: false }).then(what, () => undefined);
  }
}

function endAtOnce(signal: NodeJS.Signals | undefined): never {
  console.error('Ended before everything was cleaned up. The next command removes what is left in the engine.');
  process.exit(signal ? 128 + constants.signals[signal] : 1);
}
