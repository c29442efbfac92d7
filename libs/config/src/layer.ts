import type { Json, JsonFile } from './json-file';

/** A field's value: text, a number, a flag, a list, or an object. */
export type FieldValue = string | number | boolean | FieldValue[] | { [name: string]: FieldValue };

/** One component's fields, by name. */
export type ComponentConfig = Record<string, FieldValue>;

/** Returns a field as text; empty if it is not set. Lists and objects, which the schema excludes here, are JSON. */
export const textOf = (config: ComponentConfig | undefined, field: string): string => {
  const value = config?.[field] ?? '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** The fields set in one place, by component. A later layer overrides an earlier one, field by field. */
export interface Layer {
  /** The place as users know it: a file relative to the workspace, or the command line. */
  source: string;
  components: Record<string, ComponentConfig>;
  /** The layer without what forks inherit in it; see withInherited. */
  own?: Layer;
  /** The fields whose values come from environment variables, as `component.field`. */
  fromEnvironment?: string[];
  /** The fields as the file has them, with the names of environment variables in place of their values. */
  written?: Record<string, ComponentConfig>;
  /** Returns the line of a path, if the layer is a file. */
  lineOf?: JsonFile['lineOf'];
  /** What the file had when it was read and checked. */
  text?: string;
  /** The board that the layer belongs to. */
  board?: string;
}

/**
 * Returns where a value stands: the last layer that has it, and its line if that is a file.
 *
 * @param path The component, the field, and what is in it.
 */
export function placeOf({ layers }: Pick<Configuration, 'layers'>, path: string[]): string | undefined {
  const layer = lastWith(layers, path);
  const line = layer?.lineOf?.(path);
  return line === undefined ? layer?.source : `${layer!.source}, line ${line}`;
}

/** Returns the last layer that has a value at a path. */
export const lastWith = (layers: Layer[], path: string[]): Layer | undefined =>
  layers.findLast(({ components }) => valueAt(components, path) !== undefined);

const valueAt = (value: unknown, path: string[]): unknown =>
  path.reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? (at as Json)[name] : undefined), value);

/** The checked configuration. */
export interface Configuration {
  schema: Json;
  /** All layers, beginning with the defaults. */
  layers: Layer[];
  /** The merged layers: one entry for each component, with all of its fields. */
  components: Record<string, ComponentConfig>;
}
