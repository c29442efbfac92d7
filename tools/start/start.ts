// `npm start`: builds the image and writes its report. The output is a live view on a terminal and plain lines elsewhere.
// With options, it only builds: they may be fields, and an image with other fields is not the one that a report is about.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Board, showLive } from '@hypriotkit/terminal';
import { NxLines } from './nx-lines';

void start(process.argv.slice(2));

async function start(args: string[]): Promise<void> {
  const onTerminal = Boolean(process.stdout.isTTY);
  const target = args.length > 0 ? 'build' : 'report';
  const nx = spawn(process.execPath, [require.resolve('nx/bin/nx.js'), 'run', `rpi_sd_image:${target}`, ...args], {
    stdio: onTerminal ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, NX_DEFAULT_OUTPUT_STYLE: 'stream-without-prefixes', NX_TUI: 'false' },
  });
  nx.on('close', (code) => process.exit(code ?? 1));
  forwardSignals(nx, onTerminal);
  if (onTerminal) await watch(nx);
}

/** Keeps this process running until Nx has ended, to show the result. A terminal sends Ctrl-C to Nx directly. */
function forwardSignals(nx: ChildProcess, onTerminal: boolean): void {
  process.on('SIGINT', () => onTerminal || nx.kill('SIGINT'));
  process.on('SIGTERM', () => nx.kill('SIGTERM'));
}

async function watch(nx: ChildProcess): Promise<void> {
  const board = new Board();
  const lines = new NxLines(board);
  const view = await showLive(board);
  for (const stream of [nx.stdout, nx.stderr]) {
    createInterface({ input: stream! }).on('line', (line) => view.draw(lines.take(line) || undefined));
  }
}
