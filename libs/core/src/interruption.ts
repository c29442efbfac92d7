const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What cancels the work, apart from signals. */
interface OtherEnds {
  /** Cancel when the channel to the parent process closes: the parent has died. */
  parentGone?: boolean;
  /** Cancel when nobody reads standard output any more. */
  outputGone?: boolean;
}

interface Interruption {
  signal: AbortSignal;
  /** The first system signal that was received. */
  received: () => NodeJS.Signals | undefined;
  /** Restores the default handling of system signals. */
  release: () => void;
}

/** Returns an AbortSignal that fires on SIGINT, SIGTERM, SIGHUP and whatever else ends this program. */
export function interruption({ parentGone = false, outputGone = false }: OtherEnds = {}): Interruption {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    received ??= signal;
    controller.abort(new Error(`received ${signal}`));
  };
  const onDisconnect = () => controller.abort(new Error('the parent process has ended'));
  for (const signal of SIGNALS) process.on(signal, onSignal);
  if (parentGone) process.on('disconnect', onDisconnect);
  if (outputGone) process.stdout.on('error', (error) => controller.abort(error));
  return {
    signal: controller.signal,
    received: () => received,
    release() {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      process.off('disconnect', onDisconnect);
      // The handler of standard output stays: pending output may still fail.
    },
  };
}
