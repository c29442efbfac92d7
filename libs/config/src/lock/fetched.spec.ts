import { parseRecord, recordText } from './fetched';

const RECORD = [
  ['package', 'bash', '5.2-1', 'arm64', 'abc', 'trixie/main'],
  ['commit', 'https://example.org/linux', 'a1', 'main', '-', '-'],
  ['commit', 'https://example.org/linux', 'a1', '-', '-', '-'],
  ['download', 'https://example.org/key.asc', '-', '-', 'def', '-'],
  ['image', 'traefik:v3', 'sha256:3', '-', '-', '-'],
];
const textOf = (lines: string[][]) => lines.map((words) => `${words.join('\t')}\n`).join('');

it('is what a builder records, in order, each input once', () => {
  expect(parseRecord(textOf([...RECORD, ...RECORD].reverse()))).toEqual({
    packages: [{ name: 'bash', version: '5.2-1', architecture: 'arm64', sha256: 'abc', index: 'trixie/main' }],
    commits: [
      { repository: 'https://example.org/linux', commit: 'a1' },
      { repository: 'https://example.org/linux', branch: 'main', commit: 'a1' },
    ],
    downloads: [{ url: 'https://example.org/key.asc', sha256: 'def' }],
    images: [{ name: 'traefik:v3', digest: 'sha256:3' }],
  });
  expect(parseRecord('')).toEqual({});
});

it('is handed to a builder in the form in which it records', () => {
  const text = recordText(parseRecord(textOf(RECORD)));
  expect(text.split('\n').sort()).toEqual(textOf(RECORD).split('\n').sort());
});
