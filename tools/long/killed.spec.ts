import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../e2e/lib/workspace';
import { LargeComponents, MOMENTS } from './lib/large-components';

/* kill -9 of everything that takes part in a build, at every moment of it, and what the next build makes of that. */

let components: LargeComponents;
beforeAll(() => (components = new LargeComponents('killed')));
beforeEach(() => components.begin());
afterAll(() => components.remove());

interface Process {
  pid: number;
  parent: number;
  command: string;
}

/** A process and all that it has started. */
function family(pid: number): Process[] {
  const lines = execFileSync('ps', ['-eww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  const all = lines.map((line) => {
    const [, own, parent, command] = /^ *(\d+) +(\d+) (.*)$/.exec(line)!;
    return { pid: Number(own), parent: Number(parent), command: command! };
  });
  const found = all.filter((one) => one.pid === pid);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}

const signal = (processes: Process[], name: NodeJS.Signals) => {
  for (const { pid } of processes) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended by itself.
    }
  }
};

const VICTIMS: [string, (run: Run) => Process[]][] = [
  ['nx', ({ child }) => family(child.pid!).slice(0, 1)],
  ["the task's process", ({ child }) => family(child.pid!).filter(({ command }) => command.includes('run-executor'))],
  ['both', ({ child }) => family(child.pid!)],
];
const CASES = MOMENTS.flatMap((moment) => VICTIMS.map(([name, victims]) => ({ moment, name, victims })));

it.each(CASES)('kill -9 of $name $moment', async ({ moment, victims }) => {
  const run = components.start('--fresh');
  await components.at(moment, run);
  const killed = victims(run);
  expect(killed.length).toBeGreaterThan(0);
  signal(killed, 'SIGKILL');
  expect((await run.ended).code).not.toBe(0);
  components.nothingWrong();
  await components.isWell();
});

it.each(MOMENTS)('Ctrl-C twice %s', async (moment) => {
  const run = components.start('--fresh');
  await components.at(moment, run);
  const all = family(run.child.pid!);
  signal(all, 'SIGINT');
  await sleep(100);
  signal(all, 'SIGINT');
  expect((await run.ended).code).not.toBe(0);
  components.nothingWrong();
  await components.isWell();
});

it('kill -9 of the builder ends the build with what to do', async () => {
  const run = components.start('--fresh');
  await components.at('while the builder runs', run);
  components.docker('kill', components.containers(components.tea));
  const { code, output } = await run.ended;
  expect(code).toBe(1);
  expect(output).toMatch(/exit code 137[^]*It was killed: by `docker kill`[^]*\[HK_CONTAINER_FAILED\]/);
  components.nothingWrong();
  await components.isWell();
});

it('a container that is removed during the build ends it with an error', async () => {
  const run = components.start('--fresh');
  await components.at('while the builder runs', run);
  components.docker('rm', '--force', components.containers(components.tea));
  const { code, output } = await run.ended;
  expect(code).toBe(1);
  expect(output).toMatch(/\[HK_(CONTAINER_FAILED|ENGINE_REQUEST_FAILED)\]/);
  components.nothingWrong();
  await components.isWell();
});
