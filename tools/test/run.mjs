// What `npm test` runs, the quick things first; ends at the first that fails. Closes with the number of tests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const reports = mkdtempSync(join(tmpdir(), 'hypriotkit-test-'));
const total = { passed: 0, failed: 0 };

const failed =
  step('types', ['npm', 'run', '--silent', 'typecheck']) ??
  step('lint', ['npm', 'run', '--silent', 'lint']) ??
  suite('unit') ??
  counted('python', ['npm', 'run', '--silent', 'test:python', '--', '--report']) ??
  suite('integration', ['--runInBand']) ??
  suite('e2e', ['--runInBand']);

rmSync(reports, { recursive: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
if (failed) console.log(`npm test: ${failed} failed`);
process.exit(failed ? 1 : 0);

/** Runs a command; returns the name when it failed. */
function step(name, [command, ...args]) {
  console.log(`\n--- ${name}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  console.log(`--- ${name}: ${status === 0 ? 'ok' : 'failed'}, ${Math.round((Date.now() - started) / 1000)} s`);
  return status === 0 ? undefined : name;
}

/** Runs a suite of jest. */
function suite(name, args = []) {
  const jest = ['npx', 'jest', '--selectProjects', name, '--silent=false', '--verbose=false', ...args];
  return counted(name, [...jest, '--json', '--outputFile']);
}

/** Runs a command that writes a report of its tests to the file behind it, and counts them. A suite without any has failed. */
function counted(name, command) {
  const report = join(reports, `${name}.json`);
  const failed = step(name, [...command, report]);
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  return failed ?? (numPassedTests > 0 ? undefined : name);
}
