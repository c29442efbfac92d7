import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const uid = process.getuid!();
export const isRoot = uid === 0;

/** Runs a program as root: as the user of the tests, or by sudo, which must not ask for a password. */
export function asRoot(...command: string[]): string {
  const [program, ...args] = isRoot ? command : ['sudo', '--non-interactive', ...command];
  return execFileSync(program!, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** A disk of the test's own: a loop device on a file, which the user of the tests may write to. */
export class LoopDevice {
  readonly folder = mkdtempSync(join(tmpdir(), 'card-test-'));
  readonly file = join(this.folder, 'disk');
  readonly device: string;

  /** @param bytes size of the disk @param room size of the file system that its content is on; it may be too small */
  constructor(bytes: number, room?: number) {
    if (room !== undefined) asRoot('mount', '-t', 'tmpfs', '-o', `size=${room},uid=${uid}`, 'tmpfs', this.folder);
    const file = openSync(this.file, 'w');
    ftruncateSync(file, bytes);
    closeSync(file);
    this.device = asRoot('losetup', '--find', '--show', this.file);
    if (!isRoot) asRoot('chown', String(uid), this.device);
    this.hasRoom = room === undefined;
  }

  private readonly hasRoom: boolean;

  /** Returns the beginning of what is on the disk. */
  content(bytes = 64 * 1024 * 1024): Buffer {
    const file = openSync(this.file, 'r');
    const content = Buffer.alloc(bytes);
    const length = readSync(file, content, 0, bytes, 0);
    closeSync(file);
    return content.subarray(0, length);
  }

  remove(): void {
    asRoot('losetup', '--detach', this.device);
    if (!this.hasRoom) asRoot('umount', '--lazy', this.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
