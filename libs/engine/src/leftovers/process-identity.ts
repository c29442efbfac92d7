import { readFileSync } from 'node:fs';

/** It has ended: a zombie whose parent does not ask for it, or dead. */
const ENDED = ['Z', 'X'];

/**
 * Returns when a process started: `<boot id>:<clock ticks since the boot>` from /proc (proc(5): field 22 of stat).
 * Empty if there is no /proc; undefined if there is no such process, or if it has ended.
 */
export function processStart(pid: number, proc = '/proc'): string | undefined {
  const boot = read(`${proc}/sys/kernel/random/boot_id`);
  if (boot === undefined) return '';
  const stat = read(`${proc}/${pid}/stat`);
  // The second field is the program's name in parentheses, which may itself have parentheses and blanks.
  const [state = '', ...others] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const ticks = others[18];
  return ticks === undefined || ENDED.includes(state) ? undefined : `${boot.trim()}:${ticks}`;
}

/** Whether the process with this id and start time is still running. */
export function stillRuns(pid: number, started: string, proc = '/proc'): boolean {
  const now = processStart(pid, proc);
  if (now === undefined) return false;
  if (now !== '' && started !== '') return now === started;
  return answersSignals(pid);
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
