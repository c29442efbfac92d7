import type { Tree } from '@nx/devkit';
import { NameInvalid } from '@hypriotkit/config';
import { isImageReference } from '@hypriotkit/engine';
import { BaseUnknown } from '../../../errors';
import { isThere } from '../../lib/component-project';

export type Base = { component: string } | { image: string };

const USUAL_COMPONENT = 'base_image';
const USUAL_IMAGE = 'debian:trixie-slim';

/**
 * The base of a new component's builder image: the one asked for, or the default.
 *
 * @throws BaseUnknown
 * @throws NameInvalid
 */
export function chooseBase(tree: Tree, asked: string | undefined, component: string): Base {
  const known = (name: string) => name !== component && isThere(tree, name);
  if (!asked) return known(USUAL_COMPONENT) ? { component: USUAL_COMPONENT } : { image: USUAL_IMAGE };
  if (known(asked)) return { component: asked };
  // A bare word is more likely a misspelled component than an image without a tag.
  if (!/[:/]/.test(asked)) throw new BaseUnknown(asked);
  if (!isImageReference(asked))
    throw new NameInvalid('name of an image', asked, 'expected NAME:TAG or REGISTRY/NAME:TAG in lower case');
  return { image: asked };
}
