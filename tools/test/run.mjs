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

/** Runs a suite of jest and counts its tests; one without any test has failed. */
function suite(name, args = []) {
  const report = join(reports, `${name}.json`);
  const jest = ['npx', 'jest', '--selectProjects', name, '--json', '--outputFile', report, ...args];
  const failed = step(name, [...jest, '--silent=false', '--verbose=false']);
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  return failed ?? (numPassedTests > 0 ? undefined : name);
}
