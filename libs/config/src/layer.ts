import type { Json } from './json-file';

export type FieldValue = string | number | boolean | string[];

/** One component's fields, by name. */
export type ComponentConfig = Record<string, FieldValue>;

/** The fields set in one place, by component. A later layer overrides an earlier one, field by field. */
export interface Layer {
  /** The place as users know it: a file relative to the workspace, or the command line. */
  source: string;
  components: Record<string, ComponentConfig>;
}

/** The checked configuration. */
export interface Configuration {
  schema: Json;
  /** All layers, beginning with the defaults. */
  layers: Layer[];
  /** The merged layers: one entry for each component, with all of its fields. */
  components: Record<string, ComponentConfig>;
}
