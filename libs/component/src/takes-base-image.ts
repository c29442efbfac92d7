import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether a builder's Dockerfile declares `ARG BASE_IMAGE`. Our builders receive their base image by it; a Dockerfile
 * without it was not written for Hypriotkit. A missing Dockerfile is reported elsewhere.
 */
export function takesBaseImage(folder: string): boolean {
  try {
    return /^[ \t]*ARG[ \t]+(\S+[ \t]+)*BASE_IMAGE\b/im.test(readFileSync(join(folder, 'Dockerfile'), 'utf8'));
  } catch {
    return true;
  }
}
