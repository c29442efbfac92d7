import type { Configuration } from './configuration';
import type { FieldValue } from './component-config';
import type { Json } from './json-file';

/** `https://TOKEN@host` and `https://user:TOKEN@host`. The name before a password is none. */
const URL_CREDENTIALS = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@:]*:)?([^/@]+)@/i;

/**
 * Values that must never be shown: those of fields that the schema marks `writeOnly`, and credentials in URLs. A default
 * is not among them, as it stands in the repository for everybody to read and may be part of many words.
 */
export function secretsOf({ schema, components, defaults }: Configuration): string[] {
  const schemas = schema['properties'] as Record<string, { properties?: Record<string, Json> }>;
  return Object.entries(components).flatMap(([component, config]) =>
    Object.entries(config)
      .filter(([field, value]) => value !== defaults[component]?.[field])
      .flatMap(([field, value]) => secretIn(value, schemas[component]?.properties?.[field])),
  );
}

function secretIn(value: FieldValue, schema: Json | undefined): string[] {
  if (typeof value !== 'string' || value === '') return [];
  if (schema?.['writeOnly']) return [value];
  const [, credentials] = URL_CREDENTIALS.exec(value) ?? [];
  return credentials && !value.startsWith('ssh:') ? [credentials] : [];
}
