import type { Json } from './json-file';

export type FieldValue = string | number | boolean | string[];

/** One component's fields. */
export type ComponentConfig = Record<string, FieldValue>;

/** What one place says about the components; a later layer is laid over an earlier one, field by field. */
export interface Layer {
  /** The place, as users know it: a file relative to the workspace, or the command line. */
  source: string;
  components: Record<string, ComponentConfig>;
}

/** The checked configuration. */
export interface Configuration {
  schema: Json;
  /** The layers, the defaults first. */
  layers: Layer[];
  /** What they come to: one entry for each component, all of its fields set. */
  components: Record<string, ComponentConfig>;
}
