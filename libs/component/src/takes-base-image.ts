import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether a builder's Dockerfile declares `ARG BASE_IMAGE`, by which our builders are given the image that they start
 * from. One that does not was not written for Hypriotkit; where there is none, that is another error.
 */
export function takesBaseImage(folder: string): boolean {
  try {
    return /^[ \t]*ARG[ \t]+(\S+[ \t]+)*BASE_IMAGE\b/im.test(readFileSync(join(folder, 'Dockerfile'), 'utf8'));
  } catch {
    return true;
  }
}
