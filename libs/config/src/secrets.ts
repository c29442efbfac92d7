import type { Configuration } from './configuration';
import type { Json } from './json-file';

/**
 * Values that must never be shown: those of fields that the schema marks `writeOnly`. A default is not among them, as it
 * stands in the repository for everybody to read and may be part of many words.
 */
export function secretsOf({ schema, components, defaults }: Configuration): string[] {
  const schemas = schema['properties'] as Record<string, { properties?: Record<string, Json> }>;
  return Object.entries(components).flatMap(([component, config]) =>
    Object.entries(schemas[component]?.properties ?? {})
      .filter(([field, { writeOnly }]) => writeOnly && config[field] !== defaults[component]?.[field])
      .map(([field]) => String(config[field] ?? ''))
      .filter((value) => value !== ''),
  );
}
