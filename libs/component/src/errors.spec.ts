import { ContainerFailed, RunTimedOut } from './errors';
import type { Limits } from './privileges';

describe('ContainerFailed says what to do', () => {
  it.each<[string, number, boolean, string[], RegExp]>([
    ['the program failed', 1, false, ['no such rule'], /Fix what the lines above report/],
    ['the engine had no memory for it', 137, true, [], /It ran out of memory: .*--parallel=1/],
    ['somebody or the machine killed it', 137, false, ['==> Packing'], /It was killed: by `docker kill`.*Run it again/],
    ['it wrote nothing', 3, false, [], /failed without a word.*set -x/],
    ['it wrote nothing after a step', 1, false, ['a line', '==> Packing'], /failed without a word/],
    ['it wrote nothing after a note', 1, false, ['==> Packing', '--> No swap'], /failed without a word/],
    ['a mirror serves old indexes', 100, false, ['E: Release file for http://m is expired (x)'], /serves old indexes/],
    ['the disk is full', 1, false, ['tar: No space left on device'], /docker system prune/],
  ])('when %s', (_, exitCode, outOfMemory, lines, expected) => {
    expect(new ContainerFailed(exitCode, outOfMemory, lines).hint).toMatch(expected);
  });
});

describe('ContainerFailed names the limit that a container has met', () => {
  const hint = (lines: string[], limits: Limits) => new ContainerFailed(1, false, lines, limits).hint;
  const UNRESOLVED = "E: Temporary failure resolving 'deb.debian.org'";
  const REFUSED = 'chown: changing ownership of a: Operation not permitted';

  it('a network, if it has none', () => {
    expect(hint([UNRESOLVED], { capabilities: [], network: 'none' })).toMatch(/has no network: `container`/);
    expect(hint([UNRESOLVED], { capabilities: [], network: 'default' })).toMatch(/could not reach a server/);
  });

  it('a capability, if something was not permitted', () => {
    expect(hint([REFUSED], { capabilities: [] })).toMatch(/has no capabilities: `container`/);
    expect(hint([REFUSED], { capabilities: ['KILL', 'SETUID'] })).toMatch(/only the capabilities KILL, SETUID: /);
    expect(hint(['git@git.test: Permission denied (publickey).'], { capabilities: [] })).toMatch(/^Fix what/);
    expect(new ContainerFailed(1, false, [REFUSED]).hint).toMatch(/^Fix what the lines above report/);
  });
});

it('ContainerFailed and RunTimedOut quote the last lines, or say that there are none', () => {
  expect(new ContainerFailed(3, false, ['no such rule']).message).toBe(
    'The container ended with exit code 3. Its last lines:\n  | no such rule',
  );
  expect(new ContainerFailed(3, false, []).message).toBe('The container ended with exit code 3. It wrote nothing.');
  expect(new RunTimedOut('The container', 5, []).message).toBe(
    'The container was stopped after 5 s. It wrote nothing.',
  );
  expect(new RunTimedOut('The container', 5, []).hint).not.toContain('the lines above');
  expect(new RunTimedOut('The container', 5, ['pulling']).hint).toContain('the lines above');
});
