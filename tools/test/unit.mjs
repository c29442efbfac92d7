// `node tools/test/unit.mjs REPORT PATTERN...`: the unit tests whose paths match, with a report for whoever counts them.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const [report, ...patterns] = process.argv.slice(2);
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
mkdirSync(dirname(report), { recursive: true });
const args = ['--selectProjects', 'unit', '--silent=false', '--verbose=false', '--json', '--outputFile', report];
const { status } = spawnSync(process.execPath, [jest, ...args, '--', ...patterns], { stdio: 'inherit' });
process.exit(status ?? 1);
