import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CardSettings } from '@hypriotkit/card-settings';
import { Interrupted } from '@hypriotkit/core';
import type { Disk } from '../disk/disk';
import { RootFailed, RootNeeded } from '../errors';
import type { BlockMap } from '../image/block-map';
import type { CardImage } from '../image/card-image';
import type { Phase, Progress } from './write-card';

/** What the process of root is to do. */
export interface RootWork {
  image: CardImage;
  map?: BlockMap;
  settings: CardSettings;
  disk: Disk;
  verify: boolean;
}

/** Returns the line of its input. Files are in base64: as JSON has them, each byte would take more than ten in memory. */
export function lineOf({ settings, ...others }: RootWork): string {
  const { files, ...rest } = settings;
  const encoded = files && mapped(files, (content) => content.toString('base64'));
  return `${JSON.stringify({ ...others, settings: { ...rest, ...(encoded && { files: encoded }) } })}\n`;
}

/** Reads the line of its input. */
export function workIn(line: string): RootWork {
  const { settings, ...others } = JSON.parse(line) as Omit<RootWork, 'settings'> & { settings: Encoded };
  const { files, ...rest } = settings;
  const decoded = files && mapped(files, (content) => Buffer.from(content, 'base64'));
  return { ...others, settings: { ...rest, ...(decoded && { files: decoded }) } };
}

type Encoded = Omit<CardSettings, 'files'> & { files?: Record<string, string> };

const mapped = <T, R>(record: Record<string, T>, change: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

/** A line of its output. */
export type RootReport = { phase: Phase; done: number } | { failed: { message: string; hint?: string; code?: string } };

/**
 * Writes the card in a process of root, started by sudo, which asks for the password on the terminal. Passwords for the
 * card go there on its standard input, where no list of processes shows them.
 */
export async function writeAsRoot(
  work: RootWork,
  progress: Progress,
  signal?: AbortSignal,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const { device } = work.disk;
  const sudo = spawn('sudo', [process.execPath, join(__dirname, '..', '..', 'bin', 'card-writer.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env,
  });
  const ended = new Promise<number | null | Error>((resolve) => sudo.once('error', resolve).once('close', resolve));
  const stop = () => sudo.stdin.end();
  signal?.addEventListener('abort', stop, { once: true });
  // It may end before it has read.
  sudo.stdin.on('error', () => undefined).write(lineOf(work));
  if (signal?.aborted) stop();
  const failure = await failureIn(createInterface(sudo.stdout), progress);
  const end = await ended;
  signal?.removeEventListener('abort', stop);
  if (signal?.aborted) throw new Interrupted(`Writing ${device}`);
  if (failure) throw failure;
  if (typeof end === 'object' && end) throw new RootNeeded(device, `sudo cannot be started: ${end.message}`);
  if (end !== 0) throw new RootNeeded(device, `sudo ended with exit code ${end}`);
}

/** Reads the reports to their end. Other lines are of those that greet whoever becomes root. */
async function failureIn(lines: AsyncIterable<string>, progress: Progress): Promise<Error | undefined> {
  let failure: Error | undefined;
  for await (const line of lines) {
    if (!line.startsWith('{')) continue;
    const report = JSON.parse(line) as RootReport;
    if ('failed' in report) failure = new RootFailed(report.failed);
    else progress(report.phase, report.done);
  }
  return failure;
}
