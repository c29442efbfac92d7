import { Masker } from '@hypriotkit/core';
import { excerptOf } from './excerpt';

const REPORT = `--- first
+++ second
│   --- first/card.img
├── +++ second/card.img
│ ├── etc/host
│ │ @@ -1 +1 @@
│ │ -reef
│ │ +lagoon
│ │  ├── a line of the file
│ ├── block-276
│ │ │ -00000000: 7265 6566 reef
`;
const LONG = Array.from({ length: 50 }, (_, index) => `│ ├── file ${index}`).join('\n');
const AWAY = 'r.txt also shows how they differ. The log does not, because the configuration has secrets.';

it('shows the report where there are no secrets', () => {
  expect(excerptOf(REPORT, 'r.txt', new Masker()).join('\n')).toBe(REPORT.trimEnd());
});

it('shows the names of what differs, and nothing of it, where there are secrets', () => {
  expect(excerptOf(REPORT, 'r.txt', new Masker(['reef']))).toEqual([
    '├── +++ second/card.img',
    '│ ├── etc/host',
    '│ ├── block-276',
    AWAY,
  ]);
});

it('shows forty lines, and how many more there are', () => {
  const lines = LONG.split('\n').slice(0, 40);
  expect(excerptOf(LONG, 'r.txt', new Masker())).toEqual([...lines, '... and 10 lines more in r.txt']);
  expect(excerptOf(LONG, 'r.txt', new Masker(['reef']))).toEqual([...lines, '... and 10 lines more in r.txt', AWAY]);
});
