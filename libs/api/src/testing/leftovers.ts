import { execFileSync } from 'node:child_process';

/** Ids of the containers, in any state, that this process has made. */
export function containersOf(pid = process.pid): string[] {
  const args = ['ps', '--all', '--quiet', '--filter', `label=io.hypriotkit.pid=${pid}`];
  return execFileSync('docker', args, { encoding: 'utf8' }).split('\n').filter(Boolean);
}
