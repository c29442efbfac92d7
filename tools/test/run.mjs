// What `npm test` runs: what Nx runs for each project, then the suites that need the engine. The tests of this workspace run
// one after the other, beside those that need a copy of it, or none. Ends at the first step that fails. Closes with the slowest
// tests and the number of all, from the reports that each leaves in dist/tests.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const REPORTS = join('dist', 'tests');

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

// Nx restores from its cache what it does not run again, reports included.
const failed =
  (await step('projects', ['nx', 'run-many', '--targets=lint,typecheck,test', '--output-style=stream'])) ??
  (await sideBySide(
    () => suite('e2e', '--runInBand', 'e2e'),
    // Two at once: they wait for the engine more than they compute.
    () => suite('apart', '--maxWorkers=2', 'copies', 'integration'),
  )) ??
  // Alone: a board in QEMU needs every processor.
  (await suite('image', '--runInBand', 'image'));

const libs = readdirSync('libs').map((name) => join('libs', name));
const reports = [...libs, 'docs', 'site', 'tools', 'proof', 'apart', 'e2e', 'image'].map(read);
const sum = (field) => reports.reduce((total, report) => total + report[field], 0);
const empty = reports.filter(({ numPassedTests }) => numPassedTests === 0).map(({ name }) => name);

console.log(`\nThe slowest tests:\n${slowest(10).join('\n')}`);
console.log(`\n${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`);
if (empty.length > 0) console.log(`No test passed in: ${empty.join(', ')}`);
if (failed) console.log(`npm test: ${failed} failed`);
process.exit(failed || empty.length > 0 ? 1 : 0);

/** What a suite has reported; where it has not run, no tests. */
function read(name) {
  const file = join(REPORTS, `${name}.json`);
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 };
  return { name, testResults: [], ...report };
}

/** Runs a command of node_modules; returns the name when it failed. */
async function step(name, command) {
  console.log(`\n--- ${name}`);
  const started = Date.now();
  const child = spawn('npx', ['--no-install', ...command], { stdio: 'inherit' });
  const status = await new Promise((resolve) => child.on('error', resolve).on('close', resolve));
  console.log(`--- ${name}: ${status === 0 ? 'ok' : 'failed'}, ${Math.round((Date.now() - started) / 1000)} s`);
  return status === 0 ? undefined : name;
}

/** Runs several at once, each to its end; returns the names of those that failed. */
async function sideBySide(...several) {
  const failed = await Promise.all(several.map((one) => one()));
  return failed.filter(Boolean).join(', ') || undefined;
}

/** Runs projects of jest.config.js. */
function suite(name, workers, ...projects) {
  const jest = [
    'jest',
    workers,
    '--silent=false',
    '--verbose=false',
    '--json',
    '--outputFile',
    join(REPORTS, `${name}.json`),
  ];
  return step(name, [...jest, '--selectProjects', ...projects]);
}

/** Lines about those that take the longest. What all tests of a file wait for is not among it. */
function slowest(count) {
  return reports
    .flatMap(({ testResults }) => testResults.flatMap(({ assertionResults }) => assertionResults))
    .filter(({ duration }) => duration > 0)
    .sort((one, other) => other.duration - one.duration)
    .slice(0, count)
    .map(({ duration, fullName }) => `${String(Math.round(duration / 1000)).padStart(5)} s  ${fullName}`);
}
