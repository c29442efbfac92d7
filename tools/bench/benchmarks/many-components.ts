import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { QUICK } from '../../e2e/lib/workspace';
import type { WorkspaceCopy } from '../../e2e/lib/workspace-copy';
import type { Benchmark, Measurement } from '../lib/benchmark';
import { inCopy } from '../lib/in-copy';
import { medianOf } from '../lib/measured';
import { PlainNx } from '../lib/plain-nx';

const TIMES = 3;
const COUNTS = [50, 100, 200];
const WITHOUT_DAEMON = { ...QUICK, NX_DAEMON: 'false' };

/** What a task takes beside a task of plain Nx, in workspaces of many small components in which nothing has changed. */
export const manyComponentsBenchmarks: Benchmark[] = COUNTS.map((count) => ({
  name: `components-${count}`,
  title: `nothing changed in ${count} more components, each task beside one of plain Nx`,
  isLong: true,
  growth: { of: 'ms for each task, of many components', count },
  ...(count === Math.max(...COUNTS) && { goal: 1 }),
  measure: () => differenceWith(count),
}));

async function differenceWith(count: number): Promise<Measurement> {
  const plain = new PlainNx(count, false);
  try {
    const reference = await medianOf(TIMES, () => plain.run(WITHOUT_DAEMON));
    const seconds = await inCopy((copy) => withComponents(copy, count));
    return { value: (1000 * (seconds - reference)) / count, unit: 'ms', reference: { what: 'the goal', value: 20 } };
  } finally {
    await plain.remove();
  }
}

/** Returns the seconds that a run of all of them takes when each was built before. */
async function withComponents(copy: WorkspaceCopy, count: number): Promise<number> {
  const tag = `bench-${randomBytes(4).toString('hex')}`;
  const names = Array.from({ length: count }, (_, index) => `small_${index}`);
  for (const name of names) addComponent(copy, name, `${tag}/${name}`);
  const run = () => copy.nx(['run-many', '-t', 'build', '-p', names.join(',')], WITHOUT_DAEMON);
  try {
    return await medianOf(TIMES, async () => {
      const started = Date.now();
      await run();
      return { seconds: (Date.now() - started) / 1000 };
    });
  } finally {
    execFileSync('docker', ['image', 'rm', '--force', ...names.map((name) => `${tag}/${name}`)]);
  }
}

function addComponent(copy: WorkspaceCopy, name: string, image: string): void {
  const folder = `components/${name}`;
  const text = { type: 'string' };
  copy.editJson('image/configs.json', (json) => (json[name] = { image, repo: `${folder}/builder` }));
  copy.editJson('image/configs.schema.json', ({ properties }) => {
    properties![name] = { type: 'object', additionalProperties: false, properties: { image: text, repo: text } };
  });
  const options = { base: { image: 'debian:trixie-slim' }, artifacts: [{ role: 'text', file: `${name}.txt` }] };
  const build = { executor: '@hypriotkit/docker:build', options };
  copy.write(`${folder}/project.json`, JSON.stringify({ name, targets: { build } }));
  const dockerfile = [
    'ARG BASE_IMAGE',
    'FROM $BASE_IMAGE',
    'WORKDIR /workspace',
    `CMD ["sh", "-c", "id >${name}.txt"]`,
  ];
  copy.write(`${folder}/builder/Dockerfile`, `${dockerfile.join('\n')}\n`);
}
