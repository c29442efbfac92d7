import deepmerge from 'deepmerge';
import { fieldsOf } from './fields';
import type { Json } from './json-file';
import type { Configuration, FieldValue, Layer } from './layer';

/** A list is replaced, not merged. */
const WHOLE_LISTS = { arrayMerge: (_: unknown, later: unknown[]) => later };

/** Returns the fields of all layers, by component. An object is merged with those of earlier layers; an empty one replaces them. */
export function mergedComponents(layers: Pick<Layer, 'components'>[]): Configuration['components'] {
  const fieldMerge = (earlier: object, later: object) =>
    isEmptyObject(later) ? later : deepmerge(earlier, later, WHOLE_LISTS);
  const componentMerge = (earlier: object, later: object) =>
    deepmerge(earlier, later, { ...WHOLE_LISTS, customMerge: () => fieldMerge });
  const components = deepmerge.all(
    layers.map((layer) => layer.components),
    { ...WHOLE_LISTS, customMerge: () => componentMerge },
  );
  return components as Configuration['components'];
}

/** Returns the sources of the layers that a field's value comes from: one, or those whose objects are merged. */
export function originOf({ layers }: Pick<Configuration, 'layers'>, component: string, field: string): string {
  const setting = layers.flatMap((layer) => {
    const value = layer.components[component]?.[field];
    if (value === undefined) return [];
    const isInherited = layer.own?.components[component]?.[field] === undefined;
    return [{ source: isInherited ? `${layer.source} (inherited)` : layer.source, value }];
  });
  const whole = setting.findLastIndex(({ value }) => !isObject(value) || isEmptyObject(value));
  const merged = setting.slice(whole + 1);
  const from = merged.length > 0 ? merged : setting.slice(-1);
  return from.map(({ source }) => source).join(', ');
}

/**
 * Returns a layer in which fields that take the place of others empty these: the schema's keyword `replaces`. A board
 * with a password does not want the hash of the workspace's.
 */
export function withReplaced(layer: Layer, schema: Json): Layer {
  const emptied = fieldsOf(schema).filter(({ component, field, replaces }) => {
    const own = layer.components[component] ?? {};
    return replaces !== undefined && field in own && !(replaces in own);
  });
  const components = { ...layer.components };
  for (const { component, replaces } of emptied) {
    components[component] = { ...components[component], [replaces!]: '' };
  }
  return { ...layer, components };
}

const isObject = (value: FieldValue): value is Record<string, FieldValue> =>
  typeof value === 'object' && !Array.isArray(value);

const isEmptyObject = (value: object | FieldValue): boolean =>
  typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0;
