const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What cancels the work, apart from signals and a reader that is gone. */
interface OtherEnds {
  /** Cancel when the channel to the parent process closes: the parent has died. */
  parentGone?: boolean;
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
 */
export function interruption({ parentGone = false }: OtherEnds = {}): Interruption {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    received ??= signal;
    controller.abort(new Error(`received ${signal}`));
  };
  const onDisconnect = () => controller.abort(new Error('the parent process has ended'));
  for (const signal of SIGNALS) process.on(signal, onSignal);
  if (parentGone) process.on('disconnect', onDisconnect);
  for (const output of [process.stdout, process.stderr]) output.on('error', (error) => controller.abort(error));
  return {
    signal: controller.signal,
    received: () => received,
    release() {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      process.off('disconnect', onDisconnect);
      // The handlers of the output stay: pending output may still fail.
    },
  };
}
