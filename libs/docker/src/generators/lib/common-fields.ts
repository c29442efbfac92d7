import { presetSchema } from '../preset/lib/preset-folder';
import type { Fields } from './configuration-entry';
import type { Json } from './json';

/** Definitions of fields that components of every kind have, from the schema of the preset. */
export function commonDefinitions(): Json {
  const { image, repo, builderBranch, builderCommit, tag } = presetSchema('hypriotos').definitions;
  return { image, repo, builderBranch, builderCommit, tag };
}

/** What the schema says of a component with such fields and defaults; `own` are those that not every component has. */
export function componentSchema(description: string, { image, repo }: Fields, own: Json): Json {
  return {
    type: 'object',
    description,
    additionalProperties: false,
    properties: {
      image: { $ref: '#/definitions/image', default: image },
      repo: { $ref: '#/definitions/repo', default: repo },
      branch: { $ref: '#/definitions/builderBranch', default: '' },
      commit: { $ref: '#/definitions/builderCommit', default: '' },
      ...own,
    },
  };
}
