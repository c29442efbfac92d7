import type { Verbosity } from '@hypriotkit/contract';
import { NxOutput } from './nx-output';

const SAID = `
 NX   Running target build for 2 projects:

- base_image
- node-01

With additional flags:
  --fresh=true

> nx run blank_image:build

> nx run rpi_kernel:build  [remote cache]

blank_image: Partitioning
  - a line of a builder

 NX   Ran target build for 2 projects

Failed tasks:
- blank_image:build

  Run duration:      45.1s
  Cache:             Skipped (--skip-nx-cache)
  Recommendations:
    - Cache: drop --skip-nx-cache to restore unchanged tasks instantly.`;

function shown(verbosity: Verbosity) {
  const lines: string[] = [];
  const output = new NxOutput(verbosity, (_, line) => lines.push(line));
  for (const line of SAID.split('\n')) output.take('stdout', line);
  const early = [...lines];
  output.showKept();
  return { early, all: lines };
}

describe('NxOutput', () => {
  const wanted = [
    '> nx run rpi_kernel:build  [remote cache]',
    'blank_image: Partitioning',
    '  - a line of a builder',
    ' NX   Ran target build for 2 projects',
    'Failed tasks:',
    '- blank_image:build',
  ];

  it.each<[Verbosity, string[]]>([
    ['quiet', []],
    ['info', wanted],
    ['debug', SAID.split('\n')],
  ])('shows in time what %s asks for, and all that matters after a failure', (verbosity, early) => {
    expect(shown(verbosity).early).toEqual(early);
    expect(shown(verbosity).all).toEqual(expect.arrayContaining(wanted));
  });
});
