import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long those that it started may outlive it. */
const REST_MILLISECONDS = 2000;
const BURIAL_MILLISECONDS = 500;
const LOOK_MILLISECONDS = 50;

interface Options {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Keep what it says, rather than pass it on. */
  quiet: boolean;
  /** How long it has to end everything after it was asked to. */
  graceMilliseconds: number;
}

/** How a program ended. */
export interface Ended {
  /** Null: it was killed. */
  code: number | null;
  /** What it said, if that was kept. */
  output: string;
}

/**
 * Runs a program, in a process group of its own. The signal asks it to end. When this resolves, nothing of the group runs.
 */
export async function runGroup([program, ...args]: string[], options: Options, signal: AbortSignal): Promise<Ended> {
  const { cwd, env, quiet, graceMilliseconds } = options;
  const stdio = quiet ? (['ignore', 'pipe', 'pipe'] as const) : (['ignore', 'inherit', 'inherit'] as const);
  const child = spawn(program!, args, { cwd, env, detached: true, stdio: [...stdio] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [exited, closed] = [once(child, 'exit'), once(child, 'close')];
  closed.catch(() => undefined);
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
    await closed;
    return { code, output };
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
