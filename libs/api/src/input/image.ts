import { isImageReference } from '@hypriotkit/engine';
import { ImageNameInvalid } from '../errors/input-invalid';
import { DEFAULT_IMAGE } from '../options';

/** The name of the image to use. */
export function imageOf({ image = DEFAULT_IMAGE }: { image?: string }): string {
  if (!isImageReference(image)) throw new ImageNameInvalid(image);
  return image;
}
