import { lstatSync } from 'node:fs';
import { join, posix } from 'node:path';
import { LOCK_FILE, lockTextIn } from '@hypriotkit/config';
import { IN_IMAGE } from '@hypriotkit/contract';
import type { InputPlace } from '@hypriotkit/engine';
import type { BuildOptions } from '../options';

/** A lock as it was checked, whatever has become of the file since. */
export interface CheckedLock {
  file: string;
  text: string;
}

/** Where the image finds the lock. */
export const LOCK_IN_IMAGE = posix.join(IN_IMAGE.user, LOCK_FILE);

/**
 * Returns the lock of a build: the named one, or that of the target folder; undefined if the build is not locked.
 *
 * @throws LockInvalid
 */
export function lockIn({ target, lock }: Pick<BuildOptions, 'target' | 'lock'>): CheckedLock | undefined {
  if (lock === false) return undefined;
  if (lock !== undefined) return checked(lock);
  if (target === undefined) return undefined;
  const file = join(target, LOCK_FILE);
  return lstatSync(file, { throwIfNoEntry: false }) ? checked(file) : undefined;
}

const checked = (file: string): CheckedLock => ({ file, text: lockTextIn(file) });

/** Returns the lock as the image gets it. */
export const lockToHand = (lock: CheckedLock | undefined, name: string): InputPlace[] =>
  lock === undefined ? [] : [{ name, kind: 'text', text: lock.text }];
