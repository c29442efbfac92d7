import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takesBaseImage } from './takes-base-image';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'hypriotkit-dockerfile-'))));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['ARG BASE_IMAGE=debian:trixie-slim\nFROM ${BASE_IMAGE}', true],
  ['# syntax=docker/dockerfile:1\n  arg BASE_IMAGE\nFROM $BASE_IMAGE', true],
  ['ARG VERSION=1 BASE_IMAGE\nFROM $BASE_IMAGE', true],
  ['FROM debian:stretch', false],
  ['# ARG BASE_IMAGE\nFROM debian:stretch', false],
  ['ARG BASE_IMAGE_VERSION\nFROM debian:stretch', false],
])('%j', (dockerfile, takes) => {
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  expect(takesBaseImage(folder)).toBe(takes);
});
