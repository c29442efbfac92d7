import type { ArtifactPattern } from '@hypriotkit/artifacts';
import { expand } from '@hypriotkit/config';
import { ValueUnsupported } from './errors';
import type { EnvironmentValue, RunRequest } from './request';

/** What a request comes to with values in its templates. */
export interface Expanded {
  environment: Record<string, string>;
  command: string[] | undefined;
  patterns(templates: ArtifactPattern[]): ArtifactPattern[];
}

/** File names of inputs, by role. */
type Names = { role: string; file: string }[];

/** The environment of a request's containers, from the fields and the file names of the inputs. */
export function expandEnvironment(request: RunRequest, inputs: Names): Record<string, string> {
  return resolveEnvironment(request.environment, valuesOf(request, inputs));
}

/** Puts the fields, the file names of the inputs and the variables into a request's templates. */
export function expandRequest(request: RunRequest, inputs: Names, variables: Record<string, string> = {}): Expanded {
  const values = { ...valuesOf(request, inputs), ...variables };
  return {
    environment: expandEnvironment(request, inputs),
    command: request.command?.map((word) => expand(word, values)),
    patterns: (templates) => templates.map(({ role, file }) => ({ role, file: expand(file, values) })),
  };
}

function valuesOf({ fields }: RunRequest, inputs: Names): Record<string, unknown> {
  return { ...fields, ...Object.fromEntries(inputs.map(({ role, file }) => [`input:${role}`, file])) };
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
