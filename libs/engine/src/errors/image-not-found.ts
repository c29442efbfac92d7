import { HypriotkitError } from '@hypriotkit/core';

/** An image is neither in the engine nor, if a registry was asked, there. */
export class ImageNotFound extends HypriotkitError {
  readonly code = 'HK_IMAGE_NOT_FOUND';

  constructor(reference: string, where: 'engine' | 'registry', cause?: unknown) {
    super(`The image ${reference} is not in the ${where === 'engine' ? 'Docker engine' : 'registry'}`, {
      hint: where === 'engine' ? 'Build or pull it first, or check its name.' : 'Check its name and tag.',
      cause,
    });
  }
}
