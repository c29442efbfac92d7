import { expand } from '@hypriotkit/config';
import type { EnvironmentValue } from './request';
import { ValueUnsupported } from './errors';

/** The environment of a builder, from what its component's data says and the values of the fields. */
export function resolveEnvironment(
  environment: Record<string, EnvironmentValue>,
  values: Record<string, unknown>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, resolve(value, values)]));
}

function resolve(value: EnvironmentValue, values: Record<string, unknown>): string {
  if (typeof value === 'string') return expand(value, values);
  const key = expand(`{${value.field}}`, values);
  const found = value.values[key];
  if (found === undefined) throw new ValueUnsupported(value.field, key, Object.keys(value.values));
  return found;
}
