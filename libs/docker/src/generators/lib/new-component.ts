import type { FieldValue } from '@hypriotkit/config';
import type { ProjectFile } from './component-project';
import type { Json } from './json';
import type { SourceFile } from './source-files';

/** All that a component consists of, before any of it is written. */
export interface NewComponent {
  name: string;
  /** Its folder, relative to the workspace. */
  root: string;
  /** What its project.json says. */
  project: ProjectFile;
  /** Its entry in image/configs.json. */
  fields: Record<string, FieldValue>;
  /** What its fields.json says of that entry. */
  schema: Json;
  /** What that refers to in the schema, as `#/definitions/...` there. */
  definitions: Json;
  /** Its other files. */
  files: SourceFile[];
}
