const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What ends the work besides signals. */
interface OtherEnds {
  /** The channel to the parent process closes: the parent died without a word. */
  parentGone?: boolean;
  /** Nobody reads standard output any more. */
  outputGone?: boolean;
}

/** Tells a program that it is to end early. */
interface Interruption {
  signal: AbortSignal;
  /** The first signal of the system that came. */
  received: () => NodeJS.Signals | undefined;
  /** From now on the system's signals do what they do without this. */
  release: () => void;
}

/** An AbortSignal for Ctrl-C, a polite kill, a terminal that went away, and whatever else ends this program. */
export function interruption({ parentGone = false, outputGone = false }: OtherEnds = {}): Interruption {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    received ??= signal;
    controller.abort(new Error(`received ${signal}`));
  };
  const onDisconnect = () => controller.abort(new Error('the parent process is gone'));
  for (const signal of SIGNALS) process.on(signal, onSignal);
  if (parentGone) process.on('disconnect', onDisconnect);
  if (outputGone) process.stdout.on('error', (error) => controller.abort(error));
  return {
    signal: controller.signal,
    received: () => received,
    release() {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      process.off('disconnect', onDisconnect);
      // Not the handler of standard output: what is still on its way there may fail later.
    },
  };
}
