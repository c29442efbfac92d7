import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamName } from '@hypriotkit/engine';

/** How long its child processes may outlive it. */
const REST_MILLISECONDS = 2000;
const BURIAL_MILLISECONDS = 500;
const LOOK_MILLISECONDS = 50;

interface Options {
  cwd: string;
  env: NodeJS.ProcessEnv;
  onLine: (stream: StreamName, line: string) => void;
  /** How long it has to end everything after SIGTERM. */
  graceMilliseconds: number;
}

/**
 * Runs a program in its own process group. Aborting the signal asks it to end. When the promise resolves, no process of
 * the group is running.
 *
 * @returns the exit code, or null if it was killed
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
  // A killed process exists until its parent has reaped it.
  await isGone(group, BURIAL_MILLISECONDS);
}

async function isGone(group: number | undefined, patience: number): Promise<boolean> {
  for (let waited = 0; signalGroup(group, 0); waited += LOOK_MILLISECONDS) {
    if (waited >= patience) return false;
    await sleep(LOOK_MILLISECONDS);
  }
  return true;
}

/** Returns false if the group has no process to signal. */
function signalGroup(group: number | undefined, signal: NodeJS.Signals | 0): boolean {
  try {
    return group !== undefined && process.kill(-group, signal);
  } catch {
    return false;
  }
}
