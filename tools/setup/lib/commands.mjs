import { spawn } from 'node:child_process';

/**
 * Runs a program without a shell and collects its output.
 * @param {string} program
 * @param {string[]} args
 * @param {{ show?: boolean, env?: NodeJS.ProcessEnv }} [options] `show`: pass the output to the terminal instead
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>} code 127 means that the program does not exist
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
 * Yields the stdout of a program. Throws if the program fails, so that partial output is not mistaken for all of it.
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
