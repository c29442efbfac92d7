import { join } from 'node:path';
import { missingTests, namedTests } from './lib/named-tests';

const PAGE = join(__dirname, '..', '..', 'docs', 'hypriot-kit.md');

it('docs/hypriot-kit.md names existing tests', () => {
  expect(namedTests(PAGE).length).toBeGreaterThan(30);
  expect(missingTests(PAGE)).toEqual([]);
});
