import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationInvalid, loadConfiguration } from '../index';

export const schema = {
  type: 'object',
  additionalProperties: false,
  definitions: {
    name: { type: 'string', pattern: '^[a-z-]+$', patternErrorMessage: 'expected a name: small letters' },
  },
  properties: {
    $schema: { type: 'string' },
    root_fs: {
      type: 'object',
      additionalProperties: false,
      properties: {
        hostname: { $ref: '#/definitions/name' },
        target: { type: 'string', enum: ['arm64-debian', 'amd64'] },
        password: { type: 'string', writeOnly: true },
        size: { type: 'integer' },
        pin: { type: 'integer', writeOnly: true, patternErrorMessage: 'expected a whole number' },
        quiet: { type: 'boolean' },
        keys: { type: 'array', items: { $ref: '#/definitions/name' } },
        networks: {
          type: 'array',
          items: {
            type: 'object',
            required: ['ssid'],
            properties: {
              ssid: { type: 'string' },
              channel: { type: 'number' },
              psk: { type: 'string', pattern: '^.{8,}$', writeOnly: true },
            },
          },
        },
        tokens: { type: 'array', items: { type: 'string', pattern: '^[a-z]+$' }, writeOnly: true },
      },
    },
    rpi_kernel: {
      type: 'object',
      additionalProperties: false,
      properties: { branch: { type: 'string' }, kernel_repo: { type: 'string', pattern: '^\\S*$' } },
    },
  },
};
export const defaults = {
  root_fs: {
    hostname: 'black-pearl',
    target: 'arm64-debian',
    password: 'hypriot',
    size: 1,
    keys: ['a'],
    tokens: ['public'],
  },
  rpi_kernel: { branch: '' },
};

/** Gives each test of a file a workspace of its own, with the schema and the defaults above. */
export function smallWorkspace() {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'hypriotkit-config-'));
    mkdirSync(join(root, 'image'));
    writeFileSync(join(root, 'image', 'configs.schema.json'), JSON.stringify(schema));
    writeFileSync(join(root, 'image', 'configs.json'), JSON.stringify(defaults));
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const at = (file: string) => join(root, file);
  return {
    /** Returns the path of a file in the workspace. */
    at,
    /** The workspace's folder. */
    root: () => root,
    /** Writes a file of the user's. */
    user: (text: string | object, file = 'configs.json') =>
      writeFileSync(at(file), typeof text === 'string' ? text : JSON.stringify(text)),
    load: (env: NodeJS.ProcessEnv = {}) => loadConfiguration(root, { env }),
  };
}

/** Returns what is said of a configuration that is not valid. */
export function problems(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return error.problems;
    throw error;
  }
  throw new Error('was taken as valid');
}
