import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { PROGRAM } from './command';

/** Runs the command on a pseudo-terminal, and answers its questions, each of which a pattern describes. */
export function onTerminal(
  args: string[],
  answers: [question: RegExp, answer: string][],
): Promise<{ code: number | null; output: string }> {
  const words = [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`).join(' ');
  const command = `stty cols 120 rows 30; exec ${words}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null']);
  const open = [...answers];
  let output = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += stripVTControlCharacters(text);
    const [question, answer] = open[0] ?? [];
    if (!question?.test(output.slice(seen))) return;
    seen = output.length;
    open.shift();
    child.stdin.write(answer!);
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}
