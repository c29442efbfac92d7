import { join } from 'node:path';
import { readRegularFileNow } from '@hypriotkit/core';

/**
 * Whether a builder's Dockerfile declares `ARG BASE_IMAGE`. Our builders receive their base image by it; a Dockerfile
 * without it was not written for Hypriotkit. A missing Dockerfile is reported elsewhere.
 */
export function takesBaseImage(folder: string): boolean {
  try {
    return /^[ \t]*ARG[ \t]+(\S+[ \t]+)*BASE_IMAGE\b/im.test(readRegularFileNow(join(folder, 'Dockerfile')).toString());
  } catch {
    return true;
  }
}
