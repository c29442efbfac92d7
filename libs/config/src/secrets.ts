import type { Configuration } from './configuration';
import { fieldsOf } from './fields';
import type { Json } from './json-file';
import type { FieldValue } from './layer';

/** `https://TOKEN@host` and `https://user:TOKEN@host`. The name before a password is none. */
const URL_CREDENTIALS = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@:]*:)?([^/@]+)@/i;
const HIDDEN = '***';

/**
 * Values that must never be shown: those of fields that the schema marks `writeOnly`, and credentials in URLs. A default
 * is not among them, as it stands in the repository for everybody to read and may be part of many words.
 */
export function secretsOf({ schema, components, layers }: Configuration): string[] {
  return Object.entries(components).flatMap(([component, config]) =>
    Object.entries(config).flatMap(([field, value]) => {
      const isSecret = isSecretField(schema, component, field);
      const defaults = itemsOf(layers[0]!.components[component]?.[field]);
      return itemsOf(value)
        .filter((item) => !defaults.includes(item))
        .flatMap((item) => secretIn(item, isSecret));
    }),
  );
}

/** One component's fields as they may be shown. */
export function shownFields(
  { schema, components }: Configuration,
  component: string,
): [field: string, value: string][] {
  return Object.entries(components[component] ?? {}).map(([field, value]) => [
    field,
    isSecretField(schema, component, field)
      ? HIDDEN
      : withoutCredentials(typeof value === 'string' ? value : JSON.stringify(value)),
  ]);
}

/** Text in which no URL has credentials. The name of an account of ssh is none; a password there is. */
export function withoutCredentials(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)([^/\s"]+)@/gi, (whole, scheme: string, account: string) => {
    if (scheme !== 'ssh://') return `${scheme}${HIDDEN}@`;
    return account.includes(':') ? `${scheme}${account.split(':')[0]}:${HIDDEN}@` : whole;
  });
}

/** Whether a value is a URL with something in it that must not be shown, or has such a one among its items. */
export const hasCredentials = (value: FieldValue): boolean =>
  itemsOf(value).some((item) => secretIn(item, false).length > 0);

/** Whether the schema marks a field `writeOnly`. */
export const isSecretField = (schema: Json, component: string | undefined, field: string | undefined): boolean =>
  fieldsOf(schema).some((known) => known.secret && known.component === component && known.field === field);

const itemsOf = (value: FieldValue | undefined): unknown[] => (Array.isArray(value) ? value : [value]);

function secretIn(value: unknown, isSecret: boolean): string[] {
  if (typeof value !== 'string' || value === '') return [];
  if (isSecret) return [value];
  const [url, credentials] = URL_CREDENTIALS.exec(value) ?? [];
  const isAccount = url?.startsWith('ssh://') && url === `ssh://${credentials}@`;
  return credentials && !isAccount ? [credentials] : [];
}
