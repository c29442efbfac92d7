import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted } from '@hypriotkit/core';
import type { ComponentLog } from './component-log';
import type { Tools } from './tools';
import { withinTime } from './within-time';

const steps: string[] = [];
const log = { step: (text: string) => steps.push(text), tail: () => ['waiting'] } as unknown as ComponentLog;
const toolsWith = (signal: AbortSignal): Tools => ({ engine: undefined as never, log, signal });

/** Ends with its signal alone, as all work does that is interrupted. */
const endless = ({ signal }: Tools) =>
  sleep(60_000, undefined, { signal }).catch((error: unknown) => {
    throw new Interrupted('Waiting', error);
  });

it('ends work that takes too long, and says where it was', async () => {
  await expect(withinTime(0.05, toolsWith(new AbortController().signal), endless)).rejects.toMatchObject({
    code: 'HK_RUN_TIMED_OUT',
    message: 'The build was stopped after 0.05 s. Its last lines:\n  | waiting',
  });
  expect(steps).toEqual(['Stopping the build, which has taken 0.05 s']);
});

it('says nothing of time when something else ends the work', async () => {
  const control = new AbortController();
  const working = withinTime(0.2, toolsWith(control.signal), endless);
  control.abort();
  await expect(working).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
  const failing = withinTime(60, toolsWith(new AbortController().signal), () => Promise.reject(new RangeError('x')));
  await expect(failing).rejects.toThrow(RangeError);
});

it('lets work end that is fast enough, or has no limit', async () => {
  for (const seconds of [60, undefined]) {
    const { signal } = new AbortController();
    expect(await withinTime(seconds, toolsWith(signal), () => Promise.resolve('done'))).toBe('done');
  }
});
