import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Interrupted } from '@hypriotkit/core';
import type { Disk } from '../disk/disk';
import { RootFailed, RootNeeded } from '../errors';
import type { CardImage } from '../image/card-image';
import type { CardSettings } from '../settings/card-settings';
import type { Phase, Progress } from './write-card';

/** What the process of root is to do. */
export interface RootWork {
  image: CardImage;
  settings: CardSettings;
  disk: Disk;
  verify: boolean;
}

/** A line of its output. */
export type RootReport = { phase: Phase; done: number } | { failed: { message: string; hint?: string; code?: string } };

/**
 * Writes the card in a process of root, started by sudo, which asks for the password on the terminal. Passwords for the
 * card go there on its standard input, where no list of processes shows them.
 */
export async function writeAsRoot(work: RootWork, progress: Progress, signal?: AbortSignal): Promise<void> {
  const { device } = work.disk;
  const sudo = spawn('sudo', [process.execPath, join(__dirname, '..', '..', 'bin', 'card-writer.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    sudo.once('error', (error) => reject(new RootNeeded(device, `sudo cannot be started: ${error.message}`)));
    sudo.once('close', resolve);
  });
  const stop = () => sudo.stdin.end();
  signal?.addEventListener('abort', stop, { once: true });
  // It may end before it has read.
  sudo.stdin.on('error', () => undefined).write(`${JSON.stringify(work)}\n`);
  let failure: Error | undefined;
  for await (const line of createInterface(sudo.stdout)) {
    const report = JSON.parse(line) as RootReport;
    if ('failed' in report) failure = new RootFailed(report.failed);
    else progress(report.phase, report.done);
  }
  const code = await ended.finally(() => signal?.removeEventListener('abort', stop));
  if (signal?.aborted) throw new Interrupted(`Writing ${device}`);
  if (failure) throw failure;
  if (code !== 0) throw new RootNeeded(device, `sudo ended with exit code ${code}`);
}
