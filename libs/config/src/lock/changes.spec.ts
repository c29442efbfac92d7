import { changesBetween } from './changes';
import type { Fetched, Package } from './fetched';

const packaged = (name: string, version: string, more: Partial<Package> = {}): Package => ({
  name,
  version,
  architecture: 'arm64',
  sha256: `${name} ${version}`,
  index: 'trixie/main',
  ...more,
});
const linesOf = (before: Package[], after: Package[]) =>
  changesBetween({ packages: before }, { packages: after }).lines;

it('of packages are told one by one', () => {
  const before = [packaged('bash', '5.2-1'), packaged('htop', '3.4-1'), packaged('zstd', '1.5-1')];
  const after = [packaged('bash', '5.2-2'), packaged('nano', '8.4-1'), packaged('zstd', '1.5-1')];
  expect(linesOf(before, after)).toEqual([
    'bash (arm64): 5.2-1 -> 5.2-2',
    'removed: htop (arm64) 3.4-1',
    'added: nano (arm64) 8.4-1',
  ]);
});

it('that bring security are marked and counted', () => {
  const ofSecurity = { index: 'trixie-security/main' };
  const before = [packaged('openssl', '3.5-1'), packaged('bash', '5.2-1'), packaged('curl', '8-1', ofSecurity)];
  const after = [packaged('openssl', '3.5-1+deb13u1', ofSecurity), packaged('bash', '5.2-2')];
  expect(changesBetween({ packages: before }, { packages: after })).toEqual({
    lines: [
      'openssl (arm64): 3.5-1 -> 3.5-1+deb13u1 (security update)',
      'bash (arm64): 5.2-1 -> 5.2-2',
      'removed: curl (arm64) 8-1',
    ],
    security: 1,
  });
});

it('of the packages of builder images are told as such', () => {
  const before = { tools: [packaged('gcc', '14-1')], packages: [packaged('gcc', '14-1')] };
  expect(changesBetween(before, { ...before, tools: [packaged('gcc', '14-2')] })).toEqual({
    lines: ['gcc (arm64) of the builder image: 14-1 -> 14-2'],
    security: 0,
  });
});

it('of the index alone are none: a security update becomes part of the next point release', () => {
  expect(linesOf([packaged('bash', '1', { index: 'trixie-security/main' })], [packaged('bash', '1')])).toEqual([]);
});

it('of the content alone, and of one of several architectures, are seen', () => {
  const amd64 = packaged('bash', '1', { architecture: 'amd64' });
  expect(linesOf([packaged('bash', '1'), amd64], [packaged('bash', '1', { sha256: 'other' }), amd64])).toEqual([
    'bash (arm64): 1, with other content',
  ]);
});

it('of all else are told with what it is', () => {
  const before: Fetched = {
    bases: [{ image: 'debian:trixie-slim', digest: 'sha256:1' }],
    commits: [{ repository: 'https://example.org/linux', branch: 'main', commit: 'a1' }],
    downloads: [{ url: 'https://example.org/key', sha256: 'c1' }],
    images: [{ name: 'traefik:v3', digest: 'sha256:3' }],
  };
  const after: Fetched = {
    bases: [{ image: 'debian:trixie-slim', digest: 'sha256:2' }],
    commits: [{ repository: 'https://example.org/linux', branch: 'main', commit: 'a2' }],
    downloads: [{ url: 'https://example.org/key', sha256: 'c2' }],
  };
  expect(changesBetween(before, after).lines).toEqual([
    'base image debian:trixie-slim: sha256:1 -> sha256:2',
    'commit of https://example.org/linux at main: a1 -> a2',
    'download https://example.org/key: c1 -> c2',
    'removed: container image traefik:v3 sha256:3',
  ]);
});
