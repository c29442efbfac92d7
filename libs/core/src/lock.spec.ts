import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from './lock';
import { silentLogger } from './logger';
import { ownFolder } from './own-folder';

const DAY = 24 * 60 * 60 * 1000;
let count = 0;

/** A lock as a killed process leaves it, last renewed at a time. Returns its name. */
async function left(renewed: number): Promise<string> {
  const name = `lock of test ${process.pid} ${(count += 1)}`;
  const lock = `${join(await ownFolder(), createHash('sha256').update(`\0${name}`).digest('hex').slice(0, 16))}.lock`;
  mkdirSync(lock);
  utimesSync(lock, new Date(renewed), new Date(renewed));
  expect(existsSync(lock)).toBe(true);
  return name;
}

const taken = (name: string, signal?: AbortSignal) =>
  withLock(name, { log: silentLogger, ...(signal && { signal }) }, () => Promise.resolve('taken'));

it('a lock that a killed process left is free', async () => {
  expect(await taken(await left(Date.now() - DAY))).toBe('taken');
});

it('a lock that is renewed is waited for, and interrupting that leaves it alone', async () => {
  const name = await left(Date.now());
  await expect(taken(name, AbortSignal.timeout(1000))).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
});

it('a lock that a killed process left is free, too, if the clock was set back since', async () => {
  expect(await taken(await left(Date.now() + DAY))).toBe('taken');
}, 60_000);

it('a lock is kept for as long as its work takes', async () => {
  const name = `lock of test ${process.pid} kept`;
  const said: string[] = [];
  const first = withLock(name, { log: silentLogger }, () => sleep(700).then(() => void said.push('first')));
  await sleep(100);
  await withLock(name, { log: { ...silentLogger, step: (text) => void said.push(text) } }, () => Promise.resolve());
  await first;
  expect(said).toEqual([`Waiting for another task that is working on ${name}`, 'first']);
});
