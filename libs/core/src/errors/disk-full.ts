import { HypriotkitError } from './hypriotkit-error';

/** A disk of this machine has no room for another file. */
export class DiskFull extends HypriotkitError {
  readonly code = 'HK_DISK_FULL';

  constructor(path: string, cause: unknown) {
    super(`There is no space left for ${path}.`, {
      hint: 'Free some space on this machine (`df -h` and `df -i` show where), then run this again; what was there before is untouched.',
      cause,
    });
  }
}
