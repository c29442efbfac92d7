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

  describe('of inputs that a builder could not tell apart, names both', () => {
    const input = (component: string, role: string, file?: string) => ({ component, role, file, folder: '/nowhere' });
    const leaves = { name: 'leaves[0]', path: 'Dockerfile', source: '', folder: 'leaves', folders: false, root: '/' };

    it.each<[string, Partial<BuildRequest>, RegExp]>([
      [
        'a role',
        { inputs: [input('garden', 'leaf'), input('shop', 'leaf')] },
        /garden and shop.* role "leaf".*{input:leaf}/,
      ],
      ['an input', { inputs: [input('garden', 'leaf'), input('garden', 'leaf')] }, /"leaf" of garden is listed twice/],
      [
        'a file',
        { inputs: [input('garden', 'leaf', 'a.tar'), input('shop', 'sugar', 'a.tar')] },
        /"leaf" of garden and "sugar" of shop are both files named a\.tar/,
      ],
      [
        'the folder of a file of the user',
        { inputs: [input('garden', 'leaf', 'leaves')], files: [leaves] },
        /"leaf" of garden.* leaves[^[].* leaves\[0\]/,
      ],
      [
        'a file of the user',
        { inputs: [input('garden', 'leaf', 'Dockerfile')], files: [{ ...leaves, folder: '.' }] },
        /"leaf" of garden.* Dockerfile.* leaves\[0\]/,
      ],
    ])('%s', (_, own, message) => {
      for (const file of own.files ?? []) file.source = join(folder, 'Dockerfile');
      expect(() => check({ environment: {}, ...own })).toThrow(
        expect.objectContaining({
          code: 'HK_INPUTS_ALIKE',
          message: expect.stringMatching(message) as string,
        }) as Error,
      );
    });

    it('and takes those whose names are unknown, or different', () => {
      const inputs = [input('garden', 'leaf'), input('shop', 'sugar'), input('shop', 'milk', 'milk.tar')];
      expect(() => check({ environment: {}, inputs })).not.toThrow();
    });
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
