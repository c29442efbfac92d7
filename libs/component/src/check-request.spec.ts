import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TemplateInvalid } from '@hypriotkit/config';
import { BuildContextInvalid } from '@hypriotkit/engine';
import { checkRequest } from './check-request';
import { ValueUnsupported } from './errors';
import type { BuildRequest } from './request';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hypriotkit-builder-'));
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch');
});
afterAll(() => rmSync(folder, { recursive: true }));

const check = (own: Partial<BuildRequest>) =>
  checkRequest({
    component: 'tea',
    builder: { folder, image: 'tea', base: { image: 'scratch' } },
    fields: { version: '1', kind: 'green' },
    secrets: [],
    workspace: '/workspace',
    environment: { LEAF: '{input:leaf}', KIND: { field: 'kind', values: { green: 'g' } } },
    inputs: [{ component: 'garden', role: 'leaf', folder: '/nowhere/garden' }],
    files: [],
    cache: false,
    artifactsRoot: '/nowhere',
    previousRoot: '/nowhere',
    sourceDateEpoch: 0,
    fresh: false,
    artifacts: [{ role: 'tea', file: 'tea-{version}.txt' }],
    ...own,
  });

describe('checkRequest', () => {
  it('takes what is right, before any input is there', () => {
    expect(() => check({})).not.toThrow();
  });

  it.each<[string, Partial<BuildRequest>, unknown]>([
    ['a template in the environment', { environment: { A: '{verzion}' } }, TemplateInvalid],
    ['a template in the command', { command: ['/{verzion}'] }, TemplateInvalid],
    ['a template of an artifact', { artifacts: [{ role: 'tea', file: '{verzion}' }] }, TemplateInvalid],
    ['an input that is none', { inputs: [] }, TemplateInvalid],
    ['a value that the builder does not know', { fields: { version: '1', kind: 'black' } }, ValueUnsupported],
    [
      'a base without a Dockerfile',
      { builder: { folder: '', image: 'tea', base: { folder: '/nowhere', image: 'pot', base: { image: 'x' } } } },
      BuildContextInvalid,
    ],
  ])('finds %s', (_, own, error) => {
    if (own.builder && 'folder' in own.builder) own.builder.folder = folder;
    expect(() => check(own)).toThrow(error as jest.Constructable);
  });
});
