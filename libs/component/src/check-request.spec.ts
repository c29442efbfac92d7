import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreSizeInvalid } from '@hypriotkit/artifacts';
import { NameInvalid, TemplateInvalid } from '@hypriotkit/config';
import { BuildContextInvalid } from '@hypriotkit/engine';
import { checkRequest } from './check-request';
import { SecretInName, ValueUnsupported } from './errors';
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
    fields: { version: '1', kind: 'green', token: 'x' },
    secrets: [],
    secretFields: ['token'],
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

const each = (field: string): Partial<BuildRequest> => ({
  artifacts: [{ role: 'tea', file: 'tea.{each}', each: { field, values: { x: 'x' } } }],
});

describe('checkRequest', () => {
  it('takes what is right, before any input is there', () => {
    expect(() => check({})).not.toThrow();
  });

  it.each<[string, Partial<BuildRequest>, unknown]>([
    ['a template in the environment', { environment: { A: '{verzion}' } }, TemplateInvalid],
    ['a template in the command', { command: ['/{verzion}'] }, TemplateInvalid],
    ['a template of an artifact', { artifacts: [{ role: 'tea', file: '{verzion}' }] }, TemplateInvalid],
    ['a secret in the name of an artifact', { artifacts: [{ role: 'tea', file: '{token|kind}.txt' }] }, SecretInName],
    ['a secret among the names of artifacts', each('token'), SecretInName],
    ['a variable without a name', { environment: { '': 'x' } }, NameInvalid],
    ['a variable whose name ends early', { environment: { 'A=B': 'x' } }, NameInvalid],
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

  it('finds a store that cannot be used, where artifacts are kept in it', () => {
    const before = process.env['HYPRIOTKIT_STORE_SIZE'];
    process.env['HYPRIOTKIT_STORE_SIZE'] = '0x10G';
    try {
      expect(() => check({})).toThrow(StoreSizeInvalid);
      expect(() => check({ artifacts: undefined })).not.toThrow();
    } finally {
      if (before === undefined) delete process.env['HYPRIOTKIT_STORE_SIZE'];
      else process.env['HYPRIOTKIT_STORE_SIZE'] = before;
    }
  });
});
