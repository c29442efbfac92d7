import { join } from 'node:path';
import { configurationFiles, fieldsOf, loadConfiguration, readSchema, type Json } from './index';
import { configuration } from './testing/this-workspace';

const REPOSITORY = join(__dirname, '..', '..', '..');
const { components } = configuration;
const schema = readSchema(configurationFiles(REPOSITORY));
const fields = fieldsOf(schema);

describe("this workspace's schema", () => {
  it('has the defaults of image/configs.json, in their order', () => {
    const defaults: Record<string, Json> = {};
    for (const { component, field, default: value } of fields) (defaults[component] ??= {})[field] = value;
    expect(JSON.stringify(defaults, null, 2)).toBe(JSON.stringify(components, null, 2));
  });

  it('fits image/presets/official.json, which takes every builder from a git repository', () => {
    const { components } = loadConfiguration(REPOSITORY, {
      env: { HYPRIOTKIT_CONFIGS: 'image/presets/official.json' },
    });
    for (const { repo } of Object.values(components)) expect(repo).toMatch(/^https:\/\/github\.com\/.*\.git$/);
  });

  it.each(fields)('$component.$field is described, and what it may be is said in words', (field) => {
    expect(field.description).toMatch(/\.$/);
    expect(field.choices ?? field.expectation).toBeDefined();
    if (field.expectation) expect(field.expectation).toMatch(/^expected /);
  });
});
