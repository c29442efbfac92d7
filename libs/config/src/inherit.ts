import { fieldsOf } from './fields';
import type { Json } from './json-file';
import type { ComponentConfig, Configuration, Layer } from './layer';

/** The keyword of a component's fields.json that names the component whose values it has where it sets none: a fork's original. */
export const INHERITS = 'inherits';

/** A fork's own: two builders with one image would take it from each other. */
const NEVER_INHERITED = ['image'];

/** Returns the component whose values a component inherits; undefined if there is none. */
export function originalOf(schema: Json, component: string): string | undefined {
  const properties = (schema['properties'] ?? {}) as Record<string, Json | undefined>;
  return properties[component]?.[INHERITS] as string | undefined;
}

/** Returns a layer as it was read, without what forks inherit in it. */
export const withoutInherited = (layer: Layer): Layer => ({ ...layer, components: layer.own ?? layer.components });

/**
 * Returns where a field's value may be set, as `component.field`: for the component itself and, as long as no layer does that,
 * for its original.
 */
export function sourcesOf(
  configuration: Pick<Configuration, 'schema' | 'layers'>,
  component: string,
  field: string,
): string[] {
  const { schema, layers } = configuration;
  const original = originalOf(schema, component);
  const isOwn = NEVER_INHERITED.includes(field) || layers.some(({ own }) => field in (own?.[component] ?? {}));
  const inherited = original === undefined || isOwn ? [] : sourcesOf(configuration, original, field);
  return [`${component}.${field}`, ...inherited];
}

/**
 * Returns layers with what forks inherit in each of them: the fields of the original that neither this
 * layer nor an earlier one sets for the fork itself. So a fork's own value, wherever it stands, is stronger than an inherited one.
 */
export function withInherited(layers: Layer[], schema: Json): Layer[] {
  const known = new Map<string, string[]>();
  for (const { component, field } of fieldsOf(schema)) known.set(component, [...(known.get(component) ?? []), field]);
  return forksOf(schema).reduce<Layer[]>(
    (before, { fork, original }) => inherit(before, fork, original, known.get(fork) ?? []),
    layers.map((layer) => ({ ...layer, own: layer.components })),
  );
}

function inherit(layers: Layer[], fork: string, original: string, known: string[]): Layer[] {
  const set = new Set(NEVER_INHERITED);
  return layers.map((layer) => {
    const own = layer.components[fork] ?? {};
    for (const field of Object.keys(own)) set.add(field);
    const isInherited = (field: string) => known.includes(field) && !set.has(field);
    const fields = Object.entries(layer.components[original] ?? {}).filter(([field]) => isInherited(field));
    if (fields.length === 0) return layer;
    const inherited: ComponentConfig = Object.fromEntries(fields);
    const fromEnvironment = fields
      .filter(([field]) => layer.fromEnvironment?.includes(`${original}.${field}`))
      .map(([field]) => `${fork}.${field}`);
    return {
      ...layer,
      components: { ...layer.components, [fork]: { ...inherited, ...own } },
      fromEnvironment: [...new Set([...(layer.fromEnvironment ?? []), ...fromEnvironment])],
    };
  });
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
