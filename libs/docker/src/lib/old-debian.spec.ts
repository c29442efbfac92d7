import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { warnOfOldDebian } from './old-debian';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hypriotkit-old-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const warningsOf = (dockerfile: string) => {
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  return warnOfOldDebian(folder);
};

it.each([
  ['debian:stretch', 'FROM debian:stretch\nRUN apt-get update\n'],
  ['debian:buster-slim', 'ARG X\nfrom --platform=linux/amd64 debian:buster-slim AS tools\nFROM scratch\n'],
  ['debian:9.13', 'FROM docker.io/library/debian:9.13\n'],
  ['debian:10', 'FROM debian:10'],
])('warns of %s', (image, dockerfile) => {
  expect(warningsOf(dockerfile)).toEqual([expect.stringContaining(`starts from ${image}, whose packages`)]);
});

it.each([
  'FROM debian:trixie-slim\n# not debian:stretch\n',
  'FROM debian:100\n',
  'FROM hypriot/image-builder:latest\n',
  'FROM debian:stretch\nRUN sed -i s/deb\\./archive./ /etc/apt/sources.list && apt-get update\n',
])('has nothing to say of others: %s', (dockerfile) => expect(warningsOf(dockerfile)).toEqual([]));

it('leaves a missing Dockerfile to others', () => expect(warnOfOldDebian(folder)).toEqual([]));
