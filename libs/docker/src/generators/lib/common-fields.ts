import { offsetFromRoot } from '@nx/devkit';
import { presetSchema } from '../preset/lib/preset-folder';
import { SCHEMA } from './configuration-entry';
import type { Json } from './json';

/** Definitions of the fields that every component has, from the schema of the preset. */
export function commonDefinitions(): Json {
  const { image, repo, builderBranch, builderCommit, tag } = presetSchema('hypriotos').definitions;
  return { image, repo, builderBranch, builderCommit, tag };
}

/** Returns the fields.json of a component in the folder `root`. `own` holds the fields that not every component has. */
export function componentFields(description: string, root: string, own: Json): Json {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    description,
    type: 'object',
    additionalProperties: false,
    properties: {
      image: commonField(root, 'image'),
      repo: commonField(root, 'repo'),
      branch: commonField(root, 'builderBranch'),
      commit: commonField(root, 'builderCommit'),
      ...own,
    },
  };
}

/** Returns a reference from a component's fields.json to a definition of the schema. */
export const commonField = (root: string, definition: string): Json => ({
  $ref: `${offsetFromRoot(root)}${SCHEMA}#/definitions/${definition}`,
});
