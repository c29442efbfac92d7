import { expand } from '@hypriotkit/config';
import { HypriotkitError } from '@hypriotkit/core';
import type { EnvironmentValue } from './request';

/** The value of a field has no counterpart in the component's project.json. */
export class ValueUnsupported extends HypriotkitError {
  readonly code = 'HK_VALUE_UNSUPPORTED';

  constructor(field: string, value: string, known: string[]) {
    super(`${field} is "${value}", which this component's builder does not know; it knows ${known.join(', ')}.`, {
      hint: `Set ${field} to one of them.`,
    });
  }
}

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
