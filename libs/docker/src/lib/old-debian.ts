import { join } from 'node:path';
import { readRegularFileNow } from '@hypriotkit/core';

/** Releases whose packages Debian's mirrors no longer have (https://www.debian.org/distrib/archive). */
const ARCHIVED = ['wheezy', 'jessie', 'stretch', 'buster', '7', '8', '9', '10'];

/** Returns a warning if a builder's Dockerfile starts from a release of Debian that has no packages any more, as old official builders do. */
export function warnOfOldDebian(folder: string): string[] {
  const dockerfile = textOf(folder);
  const [image] = new RegExp(`\\bdebian:(${ARCHIVED.join('|')})(?=[-.\\s]|$)\\S*`).exec(fromLines(dockerfile)) ?? [];
  // Whoever names the archive knows.
  if (image === undefined || /\barchive\./i.test(dockerfile)) return [];
  return [
    `its Dockerfile starts from ${image}, whose packages are no longer on Debian's mirrors, so apt-get finds none; have a fork of it start from a newer release, or read from Debian's archive`,
  ];
}

const fromLines = (dockerfile: string): string => (dockerfile.match(/^[ \t]*FROM[ \t].*$/gim) ?? []).join('\n');

/** A missing Dockerfile is reported elsewhere. */
function textOf(folder: string): string {
  try {
    return readRegularFileNow(join(folder, 'Dockerfile')).toString();
  } catch {
    return '';
  }
}
