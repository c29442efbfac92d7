import { HypriotkitError } from '@hypriotkit/core';

/** A file is not what it was when its checksum was taken: what would be made of it has another name. */
export class ContentChanged extends HypriotkitError {
  readonly code = 'HK_CONTENT_CHANGED';

  constructor(
    readonly file: string,
    reason: string,
    cause?: unknown,
  ) {
    super(`${file} changed while it was read: ${reason}.`, {
      hint: 'Let whatever writes the file finish, then run the command again.',
      cause,
    });
  }
}
