import { fieldsOf } from './fields';
import type { Json } from './json-file';
import type { Configuration, Layer } from './layer';

/** The keyword of a component's fields.json that names the component whose values it has where it sets none: a fork's original. */
export const INHERITS = 'inherits';

/** A fork's own: two builders with one image would take it from each other. */
const NEVER_INHERITED = ['image'];

/** Returns the component whose values a component inherits, or undefined if it inherits nothing. */
export function originalOf(schema: Json, component: string): string | undefined {
  const properties = (schema['properties'] ?? {}) as Record<string, Json | undefined>;
  return properties[component]?.[INHERITS] as string | undefined;
}

/** Returns a layer as it was read, without what forks inherit in it. */
export const withoutInherited = (layer: Layer): Layer => layer.own ?? layer;

/** Returns where a field's value may be set, as `component.field`: for the component itself or, if no layer does that, for its original. */
export function sourcesOf(
  { schema, layers }: Pick<Configuration, 'schema' | 'layers'>,
  component: string,
  field: string,
): string[] {
  const original = originalOf(schema, component);
  const isInherited = original !== undefined && !ownFields(layers.map(withoutInherited), component).includes(field);
  return [`${component}.${field}`, ...(isInherited ? sourcesOf({ schema, layers }, original, field) : [])];
}

/**
 * Returns layers with what forks inherit in each of them: the fields of the original that no layer sets for the fork itself. A field
 * that is set for the fork is the fork's alone, an object as a whole.
 */
export function withInherited(layers: Layer[], schema: Json): Layer[] {
  const fields = fieldsOf(schema);
  return forksOf(schema).reduce<Layer[]>(
    (before, { fork, original }) => {
      const own = ownFields(layers, fork);
      const known = fields.filter(({ component, field }) => component === fork && !own.includes(field));
      return before.map((layer) =>
        inherit(
          layer,
          fork,
          original,
          known.map(({ field }) => field),
        ),
      );
    },
    layers.map((layer) => ({ ...layer, own: layer })),
  );
}

/** The fields that any of the layers sets for a component, and those that it never inherits. */
const ownFields = (layers: Layer[], component: string): string[] => [
  ...NEVER_INHERITED,
  ...layers.flatMap(({ components }) => Object.keys(components[component] ?? {})),
];

function inherit(layer: Layer, fork: string, original: string, fields: string[]): Layer {
  const inherited = (all: Layer['components']) =>
    Object.entries(all[original] ?? {}).filter(([field]) => fields.includes(field));
  const extended = (all: Layer['components']): Layer['components'] => {
    const found = inherited(all);
    return found.length === 0 ? all : { ...all, [fork]: { ...Object.fromEntries(found), ...all[fork] } };
  };
  const { components, written, fromEnvironment = [] } = layer;
  const read = inherited(components).filter(([field]) => fromEnvironment.includes(`${original}.${field}`));
  return {
    ...layer,
    components: extended(components),
    ...(written && { written: extended(written) }),
    fromEnvironment: [...fromEnvironment, ...read.map(([field]) => `${fork}.${field}`)],
  };
}

/** Returns all forks, each after its original, which may be a fork itself. */
function forksOf(schema: Json): { fork: string; original: string }[] {
  const depth = (component: string): number => {
    const original = originalOf(schema, component);
    return original === undefined ? 0 : 1 + depth(original);
  };
  return Object.keys((schema['properties'] ?? {}) as Json)
    .flatMap((fork) => {
      const original = originalOf(schema, fork);
      return original === undefined ? [] : [{ fork, original, depth: depth(fork) }];
    })
    .sort((one, other) => one.depth - other.depth);
}
