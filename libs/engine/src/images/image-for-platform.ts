import { silentLogger } from '@hypriotkit/core';
import type { Engine } from '../connection/engine';
import { withEngineLock } from '../info/engine-lock';
import type { ImageInfo } from './inspect-image';
import { inspectImage } from './inspect-image';
import type { PullOptions } from './pull-image';
import { pullImage } from './pull-image';
import { tagImage } from './tag-image';

/**
 * Returns the image of this name for a platform, such as linux/arm64. If the engine has it for another platform, the
 * right one is pulled, but the name stays with the existing image.
 */
export async function imageForPlatform(
  engine: Engine,
  reference: string,
  platform: string,
  options: PullOptions,
): Promise<ImageInfo> {
  // Whoever looks for the image by its name waits, for it is another one during the pull.
  return withEngineLock(engine, reference, { ...options, log: options.log ?? silentLogger }, async () => {
    const present = await inspectImage(engine, reference);
    if (present !== undefined && isFor(present, platform)) return present;
    try {
      return await pullImage(engine, reference, { ...options, platform });
    } finally {
      if (present !== undefined && !reference.includes('@')) await tagImage(engine, present.id, reference);
    }
  });
}

function isFor({ os, architecture, variant }: ImageInfo, platform: string): boolean {
  const [wantedOs, wantedArchitecture, wantedVariant = variant] = platform.split('/');
  return os === wantedOs && architecture === wantedArchitecture && (variant === '' || variant === wantedVariant);
}
