import { isDeepStrictEqual } from 'node:util';
import { secretsInUrls, withoutAnyCredentials, withoutCredentials } from '@hypriotkit/core';
import { fieldsOf } from './fields';
import type { Json } from './json-file';
import type { ComponentConfig, Configuration, FieldValue, Layer } from './layer';
import { memberOf, partAt, type SchemaPart } from './schema-part';

const HIDDEN = '***';

/**
 * Returns the values that must never be shown: those that the schema marks `writeOnly`, and credentials in URLs.
 * Defaults are not included: they are public in the repository, and hiding them could garble ordinary words.
 */
export function secretsOf({ schema, components, layers }: Configuration): string[] {
  return secretsIn(schema, components, publicFields(layers[0]!));
}

/** The fields of the defaults that anybody can read: the value of an environment variable is not among them. */
function publicFields({ components, fromEnvironment = [] }: Layer): Record<string, ComponentConfig> {
  const isPublic = (path: string) => !fromEnvironment.includes(path);
  return Object.fromEntries(
    Object.entries(components).map(([component, fields]) => [
      component,
      Object.fromEntries(Object.entries(fields).filter(([field]) => isPublic(`${component}.${field}`))),
    ]),
  );
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
      const byDefault = itemsOf(defaults[component]?.[field]);
      const part = partAt(schema, [component, field]);
      const itemPart = Array.isArray(value) ? memberOf(part, 0) : part;
      return itemsOf(value)
        .filter((item) => !byDefault.some((known) => isDeepStrictEqual(known, item)))
        .flatMap((item) => secretsInValue(item, itemPart));
    }),
  );
}

/** Returns one component's fields with secrets hidden. */
export function shownFields(
  { schema, components }: Configuration,
  component: string,
): [field: string, value: string][] {
  return Object.entries(components[component] ?? {}).map(([field, value]) => {
    const shown = hidden(value, partAt(schema, [component, field]));
    return [field, typeof shown === 'string' ? shown : JSON.stringify(shown)];
  });
}

/** Returns a value in which secrets are replaced. */
function hidden(value: FieldValue, part: SchemaPart): FieldValue {
  // Nothing is no secret, and says whether there is one.
  if (part.secret) return value === '' ? '' : HIDDEN;
  if (typeof value === 'string') return withoutCredentials(value);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item, index) => hidden(item, memberOf(part, index)));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, hidden(member, memberOf(part, name))]),
  );
}

/** Formats a value as JSON, without credentials in URLs, or in what may have been meant as one; content and keys are only mentioned. */
export function shownInMessage(value: unknown): string {
  if (isPrivateKey(value)) return 'the given private key';
  if (textsIn(value).some(isContent)) return 'the given value';
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'string' ? withoutAnyCredentials(item) : item));
}

/** Formats the name of a member as messages show it. */
export const shownName = (name: string): string => (isContent(name) ? HIDDEN : withoutAnyCredentials(name));

export const isPrivateKey = (value: unknown): boolean => typeof value === 'string' && value.includes('PRIVATE KEY');

/** Whether a text may be what a file contains, in the place of its path: such as user-data with passwords, or a key. */
export const isContent = (text: string): boolean => /[\n\r\u2028\u2029]/.test(text) || isPrivateKey(text);

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...textsIn(member)]);
}

/** Whether a value, or anything in it, is a URL with credentials. */
export const hasCredentials = (value: FieldValue): boolean =>
  secretsInValue(value, { schema: {}, own: {}, secret: false }).length > 0;

const itemsOf = (value: FieldValue | undefined): FieldValue[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function secretsInValue(value: FieldValue, part: SchemaPart): string[] {
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([name, member]) => secretsInValue(member, memberOf(part, name)));
  }
  if (typeof value === 'number' && part.secret) return [String(value)];
  if (typeof value !== 'string' || value === '') return [];
  // Builders get an object as JSON.
  const asJson = JSON.stringify(value).slice(1, -1);
  return [...(part.secret ? new Set([value, asJson]) : []), ...secretsInUrls(value)];
}
