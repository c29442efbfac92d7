import type { Configuration } from './configuration';
import { fieldsOf } from './fields';
import type { FieldValue } from './layer';

/** `https://TOKEN@host` and `https://user:TOKEN@host`. The name before a password is none. */
const URL_CREDENTIALS = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@:]*:)?([^/@]+)@/i;
const HIDDEN = '***';

/**
 * Values that must never be shown: those of fields that the schema marks `writeOnly`, and credentials in URLs. A default
 * is not among them, as it stands in the repository for everybody to read and may be part of many words.
 */
export function secretsOf(configuration: Configuration): string[] {
  const { components, layers } = configuration;
  const isSecret = secretFields(configuration);
  return Object.entries(components).flatMap(([component, config]) =>
    Object.entries(config)
      .filter(([field, value]) => value !== layers[0]!.components[component]?.[field])
      .flatMap(([field, value]) => secretIn(value, isSecret(component, field))),
  );
}

/** One component's fields as they may be shown. */
export function shownFields(configuration: Configuration, component: string): [field: string, value: string][] {
  const isSecret = secretFields(configuration);
  return Object.entries(configuration.components[component] ?? {}).map(([field, value]) => [
    field,
    isSecret(component, field) ? HIDDEN : withoutCredentials(typeof value === 'string' ? value : JSON.stringify(value)),
  ]);
}

/** Text in which no URL has credentials. The name of an account of ssh is none; a password there is. */
export function withoutCredentials(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)([^/\s"]+)@/gi, (whole, scheme: string, account: string) => {
    if (scheme !== 'ssh://') return `${scheme}${HIDDEN}@`;
    return account.includes(':') ? `${scheme}${account.split(':')[0]}:${HIDDEN}@` : whole;
  });
}

/** Whether a value is a URL with something in it that must not be shown. */
export const hasCredentials = (value: FieldValue): boolean => secretIn(value, false).length > 0;

function secretFields({ schema }: Configuration): (component: string, field: string) => boolean {
  const secrets = fieldsOf(schema).filter(({ secret }) => secret);
  return (component, field) => secrets.some((secret) => secret.component === component && secret.field === field);
}

function secretIn(value: FieldValue, isSecret: boolean): string[] {
  if (typeof value !== 'string' || value === '') return [];
  if (isSecret) return [value];
  const [url, credentials] = URL_CREDENTIALS.exec(value) ?? [];
  const isAccount = url?.startsWith('ssh://') && url === `ssh://${credentials}@`;
  return credentials && !isAccount ? [credentials] : [];
}
