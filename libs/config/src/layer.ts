export type FieldValue = string | number | boolean | string[];

/** One component's fields. */
export type ComponentConfig = Record<string, FieldValue>;

/** What one place says about the components; a later layer is laid over an earlier one, field by field. */
export interface Layer {
  /** The place, as users know it: a file relative to the workspace, or the command line. */
  source: string;
  components: Record<string, ComponentConfig>;
}
