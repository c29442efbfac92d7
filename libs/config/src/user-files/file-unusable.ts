import { HypriotkitError } from '@hypriotkit/core';
import type { UserFile } from './user-file';

/** A file that was named cannot be put into a container. Nothing has been started. */
export class FileUnusable extends HypriotkitError {
  readonly code = 'HK_FILE_UNUSABLE';

  constructor(
    { name, path, root }: Pick<UserFile, 'name' | 'path' | 'root'>,
    reason: string,
    hint?: string,
    cause?: unknown,
  ) {
    super(`${name} names "${path}", which cannot be used: ${reason}.`, {
      hint: hint ?? `Correct the path, which is relative to ${root}, or the rights of the file.`,
      cause,
    });
  }
}
