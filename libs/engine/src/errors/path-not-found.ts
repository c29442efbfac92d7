import { HypriotkitError } from '@hypriotkit/core';

/** There is no such file or folder in the container. */
export class PathNotFound extends HypriotkitError {
  readonly code = 'HK_PATH_NOT_FOUND';

  constructor(path: string, cause?: unknown) {
    super(`There is no ${path} in the container`, { hint: 'Compare the path with what the builder makes.', cause });
  }
}
