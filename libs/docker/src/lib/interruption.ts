const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * An AbortSignal for everything that ends a run early: Ctrl-C, a polite kill, a terminal that went away, and an Nx that
 * died without a word, which shows in its channel to this process closing.
 */
export function interruption(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const abort = (reason: string) => controller.abort(new Error(reason));
  const onSignal = (signal: NodeJS.Signals) => abort(`received ${signal}`);
  const onDisconnect = () => abort('Nx is gone');
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('disconnect', onDisconnect);
  return {
    signal: controller.signal,
    release() {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      process.off('disconnect', onDisconnect);
    },
  };
}
