import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingTests } from './lib/named-tests';

const PAGE = join(__dirname, '..', '..', 'docs', 'faults.md');

it('docs/faults.md names existing tests, at least one for each fault', () => {
  const rows = readFileSync(PAGE, 'utf8').match(/^\| (?!fault |-).*$/gm)!;
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(rows.filter((row) => !/\]\([^)]+\.ts\) "[^"]+"/.test(row))).toEqual([]);
  expect(missingTests(PAGE)).toEqual([]);
});
