// `npm run scale`: simulates builds of many boards on many machines, and prints what they take. `-- --chart FILE.svg` draws it.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scaleChart } from './lib/chart';
import { assumptions, tables } from './lib/tables';

const { values } = parseArgs({ options: { chart: { type: 'string' } } });

console.log(`${assumptions()}\n\n${tables()}`);
if (values.chart) void scaleChart().then((chart) => writeFileSync(values.chart!, chart));
