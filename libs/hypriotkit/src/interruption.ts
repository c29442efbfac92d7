const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** An AbortSignal for Ctrl-C, a polite kill, a terminal that went away, and a pipe that nobody reads any more. */
export function interruption(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => controller.abort(new Error(`received ${signal}`));
  const onError = (error: Error) => controller.abort(error);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.stdout.on('error', onError);
  return {
    signal: controller.signal,
    release() {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      // Not onError: what is still on its way to the pipe may fail later.
    },
  };
}
