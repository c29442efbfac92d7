import { Interrupted } from '@hypriotkit/core';
import { EngineRequestFailed, EngineUnreachable, ImageBuildFailed, NoSpaceOnEngine } from './errors';
import { fromEngine, reasonOf, statusOf } from './from-engine';

const answered = (statusCode: number, message: string) =>
  Object.assign(new Error(`(HTTP code ${statusCode}) server error - ${message} `), { statusCode, json: { message } });

describe('fromEngine', () => {
  it('keeps status and reason, in the words of the engine', () => {
    const error = fromEngine('Removing it', answered(409, 'it is in use'));
    expect(error).toBeInstanceOf(EngineRequestFailed);
    expect(error).toMatchObject({ message: 'Removing it failed: it is in use', status: 409 });
    expect(statusOf(answered(500, ''))).toBe(500);
    expect(reasonOf(new Error('(HTTP code 500) server error - as told '))).toBe('as told');
  });

  it('recognizes a full disk, an interruption and our own errors', () => {
    expect(fromEngine('It', answered(500, 'write /var/x: no space left on device'))).toBeInstanceOf(NoSpaceOnEngine);
    expect(fromEngine('It', new Error('aborted'), AbortSignal.abort())).toBeInstanceOf(Interrupted);
    const own = new NoSpaceOnEngine('It');
    expect(fromEngine('Something else', own)).toBe(own);
  });

  it('tells a broken connection from a refusal', () => {
    expect(fromEngine('It', new Error('socket hang up')).hint).toContain('connection to the engine was lost');
    expect(fromEngine('It', answered(500, 'no')).hint).toContain('refused');
  });
});

describe('EngineUnreachable', () => {
  const attempt = { foundBy: 'usual socket', address: 'unix:///a', failure: 'no such socket', decisive: false };

  it('lists all that was tried', () => {
    const other = { ...attempt, address: 'unix:///b', failure: 'nothing listens there' };
    const error = new EngineUnreachable([attempt, other]);
    expect(error.message).toContain('  - unix:///a (usual socket): no such socket\n  - unix:///b');
    expect(error.hint).toContain('Start Docker');
  });

  it('says what to do about permissions, and about an address that was asked for', () => {
    expect(new EngineUnreachable([{ ...attempt, failure: 'permission denied' }]).hint).toContain('group docker');
    expect(new EngineUnreachable([{ ...attempt, foundBy: 'DOCKER_HOST', decisive: true }]).hint).toContain(
      'DOCKER_HOST names',
    );
  });
});

describe('ImageBuildFailed', () => {
  it.each([
    ['exec /bin/sh: exec format error', 'emulators'],
    ["Temporary failure resolving 'mirror.example'", 'network'],
    ['make: *** No rule', 'Dockerfile'],
  ])('has a hint for: %s', (line, hint) => {
    const error = new ImageBuildFailed({
      tag: 'a:b',
      step: 'Step 1/2 : RUN x',
      reason: 'it failed',
      lastLines: [line],
    });
    expect(error.hint).toContain(hint);
    expect(error.message).toBe(`Building the image a:b failed at Step 1/2 : RUN x: it failed\n  | ${line}`);
  });
});
