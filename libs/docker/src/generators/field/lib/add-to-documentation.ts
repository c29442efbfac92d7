import type { Tree } from '@nx/devkit';
import { composeSchema, FIELDS_PAGE, withFieldTables } from '@hypriotkit/config';
import { DEFAULTS, SCHEMA } from '../../lib/configuration-entry';
import { readWorkspaceJson, type Json } from '../../lib/json';

/** Rewrites the tables of fields if the workspace has a page with a place for them. */
export function addToDocumentation(tree: Tree): void {
  const page = tree.read(FIELDS_PAGE, 'utf8');
  if (page === null) return;
  const read = (file: string) => readWorkspaceJson<Json>(tree, file);
  const whole = withFieldTables(page, composeSchema(SCHEMA, read, read(DEFAULTS)));
  if (whole !== undefined) tree.write(FIELDS_PAGE, whole);
}
