import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** An AbortSignal for the signals that end a container politely, and the exit code that says which one came. */
export function interruption(): { signal: AbortSignal; exitCode: () => number; release: () => void } {
  const controller = new AbortController();
  let code = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    code ||= 128 + constants.signals[signal];
    controller.abort(new Error(`received ${signal}`));
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    exitCode: () => code,
    release() {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
