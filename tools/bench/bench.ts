// `npm run bench`: measures on this machine, and compares with what a build may take. `-- --list` says what there is, `--only NAME` chooses
// (several times, if wanted), `--json FILE`, `--chart FILE.svg` and `--growth FILE.svg` keep the results. `--after FILE.json` goes on with those of
// an earlier run of this machine, which may be what others are compared with. `--of FILE.json` draws charts of earlier results, and measures
// nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BENCHMARKS } from './benchmarks';
import type { Report } from './lib/benchmark';
import { chartOf, growthOf } from './lib/chart';
import { measured } from './lib/measured';
import { thisMachine } from './lib/machine';
import { tableOf } from './lib/table';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    list: { type: 'boolean', default: false },
    json: { type: 'string' },
    chart: { type: 'string' },
    growth: { type: 'string' },
    after: { type: 'string', multiple: true, default: [] },
    of: { type: 'string', multiple: true, default: [] },
  },
});

void (values.list ? list() : run());

function list(): void {
  for (const { name, title, isLong } of BENCHMARKS)
    console.log(`${name.padEnd(24)} ${title}${isLong ? ' (by name only)' : ''}`);
}

async function run(): Promise<void> {
  const report = values.of.length > 0 ? merged(values.of) : await measureAll();
  console.log(tableOf(report));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  if (values.chart) writeFileSync(values.chart, await chartOf(report));
  if (values.growth) writeFileSync(values.growth, await growthOf(report));
}

async function measureAll(): Promise<Report> {
  const results = values.after.length > 0 ? merged(values.after).results : [];
  for (const benchmark of chosen()) {
    console.error(`${benchmark.name} ...`);
    results.push(await measured(benchmark, results));
  }
  return { date: new Date().toISOString(), machine: thisMachine(), results };
}

/** Returns the results of several reports. Of those of one name, the last counts. */
function merged(files: string[]): Report {
  const reports = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Report);
  const byName = new Map(reports.flatMap(({ results }) => results.map((result) => [result.name, result])));
  const results = BENCHMARKS.flatMap(({ name }) => byName.get(name) ?? []);
  return { ...reports.at(-1)!, results };
}

/** All but the long ones, or those that are named. */
function chosen() {
  const unknown = values.only.filter((name) => !BENCHMARKS.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}. See npm run bench -- --list`);
  return BENCHMARKS.filter(({ name, isLong }) => (values.only.length > 0 ? values.only.includes(name) : !isLong));
}
