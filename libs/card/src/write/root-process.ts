import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { HypriotkitError } from '@hypriotkit/core';
import { interruption } from '@hypriotkit/core';
import { checkSettings } from '@hypriotkit/card-settings';
import { unmountDisk } from '../disk/release-disk';
import { prepareSettings } from '../settings/prepare';
import { workIn, type RootReport } from './as-root';
import { writeCard, type Progress } from './write-card';

/**
 * The process of root: reads what to do from standard input, a line of JSON, and reports on standard output. The end of
 * its input ends it.
 */
export async function runAsRoot(): Promise<number> {
  const { signal, release } = interruption();
  const input = createInterface(process.stdin);
  const [line] = (await once(input, 'line')) as [string];
  const gone = new AbortController();
  input.once('close', () => gone.abort());
  try {
    const { image, map, settings, disk, verify } = workIn(line);
    checkSettings(settings);
    const overlay = await prepareSettings(image, settings);
    if (disk.mounts.length > 0) await unmountDisk(disk);
    const progress: Progress = (phase, done) => report({ phase, done });
    const either = AbortSignal.any([signal, gone.signal]);
    await writeCard({ image, ...(map && { map }), overlay, device: disk.device, progress, verify, signal: either });
    return 0;
  } catch (error) {
    const { message, hint, code } = error as HypriotkitError;
    report({ failed: { message, hint, code } });
    return 1;
  } finally {
    release();
    process.stdin.destroy();
  }
}

const report = (what: RootReport): void => void process.stdout.write(`${JSON.stringify(what)}\n`);
