import { ContainerFailed } from './errors';

describe('ContainerFailed says what to do', () => {
  it.each<[string, number, boolean, string[], RegExp]>([
    ['the program failed', 1, false, ['no such rule'], /Fix what the lines above report/],
    ['the engine had no memory for it', 137, true, [], /It ran out of memory: .*--parallel=1/],
    ['somebody or the machine killed it', 137, false, ['==> Packing'], /It was killed: by `docker kill`.*Run it again/],
    ['the disk is full', 1, false, ['tar: No space left on device'], /docker system prune/],
  ])('when %s', (_, exitCode, outOfMemory, lines, expected) => {
    expect(new ContainerFailed(exitCode, outOfMemory, lines).hint).toMatch(expected);
  });
});
