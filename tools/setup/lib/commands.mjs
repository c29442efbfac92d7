import { spawn } from 'node:child_process';

/**
 * Runs a program, without a shell, and collects what it says.
 * @param {string} program
 * @param {string[]} args
 * @param {{ show?: boolean, env?: NodeJS.ProcessEnv }} [options] `show`: pass its output through to the terminal
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>} code 127: there is no such program
 */
export function run(program, args, { show = false, env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      env: { ...process.env, ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', (error) => resolve({ code: 127, stdout, stderr: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, stdout: stdout.trim(), stderr: stderr.trim() }));
  });
}

/**
 * What a program writes, which ends in an error when the program fails: whoever reads it must not take half for the whole.
 * @param {string} program
 * @param {string[]} args
 * @returns {AsyncGenerator<Buffer>}
 */
export async function* outputOf(program, args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const ended = new Promise((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code) => resolve(code === 0 ? undefined : stderr || `${program} ended with ${code}`));
  });
  try {
    yield* child.stdout;
    const failure = await ended;
    if (failure !== undefined) throw new Error(failure.trim().split('\n').slice(-3).join(' '));
  } finally {
    child.kill();
  }
}
