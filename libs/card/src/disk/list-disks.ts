import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fromSystem } from '@hypriotkit/core';
import { DisksUnknown } from '../errors';
import type { Disk } from './disk';
import { disksOfLinux, LSBLK_COLUMNS } from './linux';
import { disksOfMacos } from './macos';

const run = promisify(execFile);

/** Runs a program of the system and returns its output. */
export type Run = (program: string, args: string[]) => Promise<string>;

/** Lists the disks of this machine, in the order of the system. Partitions, and drives without a medium, are not disks. */
export async function listDisks(): Promise<Disk[]> {
  const { platform } = process;
  if (platform === 'linux')
    return disksOfLinux(await output('lsblk', ['--json', '--bytes', '--paths', '--tree', '--output', LSBLK_COLUMNS]));
  if (platform === 'darwin') return disksOfMacos(output);
  throw new DisksUnknown(
    `this is ${platform}`,
    'Cards are written on Linux and macOS. Use Raspberry Pi Imager, or WSL with the card attached.',
  );
}

async function output(program: string, args: string[]): Promise<string> {
  try {
    return (await run(program, args, { maxBuffer: 16 * 1024 * 1024 })).stdout;
  } catch (error) {
    const converted = fromSystem('Listing the disks', error, program);
    if (converted !== error) throw converted;
    throw new DisksUnknown(
      `${program} failed`,
      `\`${program} ${args.join(' ')}\` has to work on this machine. Debian has it in util-linux.`,
      error,
    );
  }
}
