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

/** Runs `producer | consumer` without a shell; both have to succeed. Returns their exit codes and the consumer's words. */
export function pipe([producer, producerArgs], [consumer, consumerArgs]) {
  return new Promise((resolve) => {
    const from = spawn(producer, producerArgs, { stdio: ['ignore', 'pipe', 'pipe'] });
    const to = spawn(consumer, consumerArgs, { stdio: [from.stdout, 'ignore', 'pipe'] });
    // The consumer has an end of its own; with this one open the producer would never count as closed.
    from.stdout.destroy();
    const said = { from: '', to: '' };
    from.stderr.setEncoding('utf8').on('data', (text) => (said.from += text));
    to.stderr.setEncoding('utf8').on('data', (text) => (said.to += text));
    const ended = (child) =>
      new Promise((done) => {
        child.on('error', (error) => done({ code: 127, words: error.message }));
        child.on('close', (code) => done({ code: code ?? 1 }));
      });
    void Promise.all([ended(from), ended(to)]).then(([a, b]) =>
      resolve({ code: a.code || b.code, stderr: `${a.words ?? said.from}\n${b.words ?? said.to}`.trim() }),
    );
  });
}
