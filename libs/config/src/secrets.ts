import { secretsInUrls, withoutCredentials } from '@hypriotkit/core';
import { fieldsOf } from './fields';
import type { Json } from './json-file';
import type { ComponentConfig, Configuration, FieldValue } from './layer';

const HIDDEN = '***';

/**
 * Returns the values that must never be shown: those of fields that the schema marks `writeOnly`, and credentials in
 * URLs. Defaults are not included: they are public in the repository, and hiding them could garble ordinary words.
 */
export function secretsOf({ schema, components, layers }: Configuration): string[] {
  return secretsIn(schema, components, layers[0]!.components);
}

/** Returns the secrets of a single layer. The defaults come from the schema. */
export function secretsOfLayer(schema: Json, components: Record<string, ComponentConfig>): string[] {
  const defaults: Record<string, ComponentConfig> = {};
  for (const { component, field, default: value } of fieldsOf(schema)) {
    if (value !== undefined) (defaults[component] ??= {})[field] = value;
  }
  return secretsIn(schema, components, defaults);
}

function secretsIn(
  schema: Json,
  components: Record<string, ComponentConfig>,
  defaults: Record<string, ComponentConfig>,
): string[] {
  return Object.entries(components).flatMap(([component, config]) =>
    Object.entries(config).flatMap(([field, value]) => {
      const isSecret = isSecretField(schema, component, field);
      const byDefault = itemsOf(defaults[component]?.[field]);
      return itemsOf(value)
        .filter((item) => !byDefault.includes(item))
        .flatMap((item) => secretsInItem(item, isSecret));
    }),
  );
}

/** Returns one component's fields with secrets hidden. */
export function shownFields(
  { schema, components }: Configuration,
  component: string,
): [field: string, value: string][] {
  return Object.entries(components[component] ?? {}).map(([field, value]) => [
    field,
    isSecretField(schema, component, field) ? HIDDEN : shown(value),
  ]);
}

const shown = (value: FieldValue): string =>
  typeof value === 'string' ? withoutCredentials(value) : shownInMessage(value);

/** Formats a value as JSON, without credentials in URLs. */
export const shownInMessage = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === 'string' ? withoutCredentials(item) : item));

/** Whether a value, or an item of it, is a URL with credentials. */
export const hasCredentials = (value: FieldValue): boolean =>
  itemsOf(value).some((item) => secretsInItem(item, false).length > 0);

/** Whether the schema marks a field `writeOnly`. */
export const isSecretField = (schema: Json, component: string | undefined, field: string | undefined): boolean =>
  fieldsOf(schema).some((known) => known.secret && known.component === component && known.field === field);

const itemsOf = (value: FieldValue | undefined): unknown[] => (Array.isArray(value) ? value : [value]);

function secretsInItem(value: unknown, isSecret: boolean): string[] {
  if (typeof value === 'number' && isSecret) return [String(value)];
  if (typeof value !== 'string' || value === '') return [];
  return [...(isSecret ? [value] : []), ...secretsInUrls(value)];
}
