// `npm run bench`: measures on this machine, and compares with what a build may take. `-- --list` says what there is, `--only NAME` chooses
// (several times, if wanted), `--json FILE` and `--chart FILE.svg` keep the results.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BENCHMARKS } from './benchmarks';
import type { Result } from './lib/benchmark';
import { chartOf } from './lib/chart';
import { measured } from './lib/measured';
import { thisMachine } from './lib/machine';
import { tableOf } from './lib/table';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    list: { type: 'boolean', default: false },
    json: { type: 'string' },
    chart: { type: 'string' },
  },
});

void (values.list ? list() : run());

function list(): void {
  for (const { name, title, isLong } of BENCHMARKS)
    console.log(`${name.padEnd(24)} ${title}${isLong ? ' (by name only)' : ''}`);
}

async function run(): Promise<void> {
  const results: Result[] = [];
  for (const benchmark of chosen()) {
    console.error(`${benchmark.name} ...`);
    results.push(await measured(benchmark, results));
  }
  const report = { date: new Date().toISOString(), machine: thisMachine(), results };
  console.log(tableOf(report));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  if (values.chart) writeFileSync(values.chart, await chartOf(report));
}

/** All but the long ones, or those that are named. */
function chosen() {
  const unknown = values.only.filter((name) => !BENCHMARKS.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}. See npm run bench -- --list`);
  return BENCHMARKS.filter(({ name, isLong }) => (values.only.length > 0 ? values.only.includes(name) : !isLong));
}
