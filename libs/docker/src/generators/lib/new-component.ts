import type { FieldValue } from '@hypriotkit/config';
import type { ProjectFile } from './component-project';
import type { Json } from './json';
import type { SourceFile } from './source-files';

/** A complete component that has not been written yet. */
export interface NewComponent {
  name: string;
  /** Its folder, relative to the workspace. */
  root: string;
  project: ProjectFile;
  /** Its entry in image/configs.json. */
  fields: Record<string, FieldValue>;
  /** The content of its fields.json. */
  schema: Json;
  /** Definitions that its fields.json refers to, for `#/definitions/...` of the schema. */
  definitions: Json;
  /** Its other files. */
  files: SourceFile[];
}
