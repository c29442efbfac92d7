const text = { type: 'string', minLength: 1, pattern: '^[^\\u0000-\\u001f\\u007f]+$' };
const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' };

const listOf = (properties: Record<string, object>, optional: string[] = []) => ({
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    properties,
  },
});

const packages = listOf({ name: text, version: text, architecture: text, sha256, index: text });

/** The format of an entry. */
export const FETCHED_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    bases: listOf({ image: text, digest: text }),
    tools: packages,
    packages,
    commits: listOf({ repository: text, branch: text, commit: { type: 'string', pattern: '^[0-9a-f]{40,64}$' } }, [
      'branch',
    ]),
    downloads: listOf({ url: text, sha256 }),
    images: listOf({ name: text, digest: text }),
  },
};

const components = { type: 'object', additionalProperties: FETCHED_SCHEMA };

/** The version of the format. Increase it when earlier versions of Hypriotkit would misread the file. */
export const VERSION = 1;

/** The format of hypriotkit.lock.json. */
export const LOCK_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['version'],
  properties: {
    version: { const: VERSION },
    components,
    boards: { type: 'object', additionalProperties: components },
  },
};
