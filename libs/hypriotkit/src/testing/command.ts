import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** The program as npm links it. */
export const PROGRAM = join(__dirname, '..', '..', 'bin', 'hypriotkit.js');

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts the command in a separate process. */
export function start(
  args: string[],
  cwd?: string,
  env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said }))) };
}

/** Runs the command and waits for it to end. */
export const hypriotkit = (args: string[], cwd?: string, env?: NodeJS.ProcessEnv): Promise<Ended> =>
  start(args, cwd, env).ended;
