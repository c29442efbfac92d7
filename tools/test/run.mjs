// What `npm test` runs, the quick things first; ends at the first that fails. The tests of this workspace and those that need
// none, or a copy of it, run side by side. Closes with the slowest tests and the number of all.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const reports = mkdtempSync(join(tmpdir(), 'hypriotkit-test-'));
const total = { passed: 0, failed: 0 };
const tests = [];

const failed =
  (await step('types', ['npm', 'run', '--silent', 'typecheck'])) ??
  (await step('lint', ['npm', 'run', '--silent', 'lint'])) ??
  (await suite('unit')) ??
  (await counted('python', ['npm', 'run', '--silent', 'test:python', '--', '--report'])) ??
  (await sideBySide(
    () => suite('e2e', ['--runInBand']),
    async () => (await suite('copies', ['--runInBand'])) ?? (await suite('integration', ['--runInBand'])),
  ));

rmSync(reports, { recursive: true });
console.log(`\nThe slowest tests:\n${slowest(10).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
if (failed) console.log(`npm test: ${failed} failed`);
process.exit(failed ? 1 : 0);

/** Runs a command; returns the name when it failed. */
async function step(name, [command, ...args]) {
  console.log(`\n--- ${name}`);
  const started = Date.now();
  const child = spawn(command, args, { stdio: 'inherit' });
  const status = await new Promise((resolve) => child.on('error', resolve).on('close', resolve));
  console.log(`--- ${name}: ${status === 0 ? 'ok' : 'failed'}, ${Math.round((Date.now() - started) / 1000)} s`);
  return status === 0 ? undefined : name;
}

/** Runs several at once to their ends; returns the names of those that failed. */
async function sideBySide(...several) {
  const failed = await Promise.all(several.map((one) => one()));
  return failed.filter(Boolean).join(', ') || undefined;
}

/** Runs a suite of jest. */
function suite(name, args = []) {
  const jest = ['npx', 'jest', '--selectProjects', name, '--silent=false', '--verbose=false', ...args];
  return counted(name, [...jest, '--json', '--outputFile']);
}

/** Runs a command that writes a report of its tests to the file behind it, and counts them. A suite without any has failed. */
async function counted(name, command) {
  const report = join(reports, `${name}.json`);
  const failed = await step(name, [...command, report]);
  const { numPassedTests, numFailedTests, testResults = [] } = JSON.parse(readFileSync(report, 'utf8'));
  for (const { assertionResults } of testResults) tests.push(...assertionResults);
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  return failed ?? (numPassedTests > 0 ? undefined : name);
}

/** Lines about those that take the longest. What all tests of a file wait for is not among it. */
function slowest(count) {
  return tests
    .filter(({ duration }) => duration > 0)
    .sort((one, other) => other.duration - one.duration)
    .slice(0, count)
    .map(({ duration, fullName }) => `${String(Math.round(duration / 1000)).padStart(5)} s  ${fullName}`);
}
