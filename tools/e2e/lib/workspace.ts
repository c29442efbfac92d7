import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** This repository, which is the workspace under test. */
export const ROOT = join(__dirname, '..', '..', '..');
export const ARTIFACTS = join(ROOT, 'dist', 'artifacts');

const NX = require.resolve('nx/bin/nx.js');

export interface Outcome {
  code: number | null;
  /** Standard output and error, in the order in which they came. */
  output: string;
  seconds: number;
}

/** A program that runs, whose output can be waited for. */
export class Run {
  output = '';
  readonly ended: Promise<Outcome>;

  constructor(readonly child: ChildProcess) {
    const started = Date.now();
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.ended = new Promise((resolve) => {
      child.on('close', (code) => resolve({ code, output: this.output, seconds: (Date.now() - started) / 1000 }));
    });
  }

  /** Resolves when the output holds a text; fails when the program ends without having said it. */
  async says(text: string): Promise<void> {
    let over = false;
    void this.ended.then(() => (over = true));
    while (!this.output.includes(text)) {
      if (over) throw new Error(`ended without saying "${text}":\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Without a daemon that would be left running; and as the file .env has it, whatever the environment says. */
export const QUICK: NodeJS.ProcessEnv = { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' };
/** Nx as users of this repository have it, with its daemon wherever it starts one. For tests of what may depend on that. */
export const USUAL: NodeJS.ProcessEnv = { NX_DAEMON: undefined, NX_ISOLATE_PLUGINS: undefined };
/** A process for each plugin, as Nx has it by itself in a workspace without our .env. */
export const ISOLATED: NodeJS.ProcessEnv = { NX_ISOLATE_PLUGINS: 'true' };

/** Starts a program of Node.js in the workspace. */
export function node(args: string[], env: NodeJS.ProcessEnv = {}, cwd = ROOT): Run {
  return new Run(
    spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } }),
  );
}

/** Starts Nx in the workspace or in a copy of it, the quick way, with plain lines as its tasks write them. */
export function nx(args: string[], env: NodeJS.ProcessEnv = {}, cwd = ROOT): Run {
  const plain = { NX_DEFAULT_OUTPUT_STYLE: 'stream-without-prefixes', NX_TUI: 'false', FORCE_COLOR: '0' };
  return node([NX, ...args], { ...plain, ...QUICK, ...env }, cwd);
}

/** Runs Nx as users do, to a good end, or throws with what it said. */
export async function nxSucceeds(...args: string[]): Promise<Outcome> {
  const outcome = await nx(args, USUAL).ended;
  if (outcome.code !== 0) throw new Error(`nx ${args.join(' ')} ended with ${outcome.code}:\n${outcome.output}`);
  return outcome;
}

/** Whatever lies among the artifacts and is no finished folder of a component. */
export function partialFolders(): string[] {
  return existsSync(ARTIFACTS) ? readdirSync(ARTIFACTS).filter((name) => name.startsWith('.')) : [];
}
