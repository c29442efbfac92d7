import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamName } from '@hypriotkit/engine';

/** How long those that it started may outlive it. */
const REST_MILLISECONDS = 2000;
const BURIAL_MILLISECONDS = 500;
const LOOK_MILLISECONDS = 50;

interface Options {
  cwd: string;
  env: NodeJS.ProcessEnv;
  onLine: (stream: StreamName, line: string) => void;
  /** How long it has to end everything after it was asked to. */
  graceMilliseconds: number;
}

/**
 * Runs a program, in a process group of its own. The signal asks it to end. When this resolves, nothing of the group runs.
 *
 * @returns the exit code, or null when it was killed
 */
export async function runGroup(
  [program, ...args]: string[],
  { cwd, env, onLine, graceMilliseconds }: Options,
  signal: AbortSignal,
): Promise<number | null> {
  const child = spawn(program!, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = (['stdout', 'stderr'] as const).map((stream) => {
    const lines = createInterface({ input: child[stream] });
    lines.on('line', (line) => onLine(stream, line));
    return once(lines, 'close');
  });
  const exited = once(child, 'exit');
  let timer: NodeJS.Timeout | undefined;
  const ask = () => {
    child.kill('SIGTERM');
    timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMilliseconds);
  };
  if (signal.aborted) ask();
  signal.addEventListener('abort', ask);
  try {
    const [code] = (await exited) as [number | null];
    await endRest(child.pid);
    await Promise.all(closed);
    return code;
  } finally {
    signal.removeEventListener('abort', ask);
    clearTimeout(timer);
  }
}

async function endRest(group: number | undefined): Promise<void> {
  if (await isGone(group, REST_MILLISECONDS)) return;
  signalGroup(group, 'SIGKILL');
  // A dead process is there until somebody has taken notice.
  await isGone(group, BURIAL_MILLISECONDS);
}

async function isGone(group: number | undefined, patience: number): Promise<boolean> {
  for (let waited = 0; signalGroup(group, 0); waited += LOOK_MILLISECONDS) {
    if (waited >= patience) return false;
    await sleep(LOOK_MILLISECONDS);
  }
  return true;
}

/** Whether there was anybody to signal. */
function signalGroup(group: number | undefined, signal: NodeJS.Signals | 0): boolean {
  try {
    return group !== undefined && process.kill(-group, signal);
  } catch {
    return false;
  }
}
