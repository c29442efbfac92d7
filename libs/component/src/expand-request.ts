import type { ArtifactPattern, ArtifactTemplate } from '@hypriotkit/artifacts';
import { expand } from '@hypriotkit/config';
import { ValueUnsupported } from './errors';
import type { EnvironmentValue, RunRequest } from './request';

/** A request's templates, filled in. */
export interface Expanded {
  environment: Record<string, string>;
  /** Variables with a value that are not passed. */
  leftToDockerfile: string[];
  command: string[] | undefined;
  patterns(templates: ArtifactTemplate[]): ArtifactPattern[];
}

/** File names of inputs, by role. */
type Names = { role: string; file: string }[];

/** Returns the environment of a request's containers, made from the fields and the file names of the inputs. */
export const expandEnvironment = (request: RunRequest, inputs: Names): Record<string, string> =>
  expandVariables(request, inputs).environment;

/** Fills in a request's templates with the fields, the file names of the inputs and the variables. */
export function expandRequest(request: RunRequest, inputs: Names, variables: Record<string, string> = {}): Expanded {
  const values = { ...valuesOf(request, inputs), ...variables };
  return {
    ...expandVariables(request, inputs),
    command: request.command?.map((word) => expand(word, values)),
    patterns: (templates) => templates.flatMap((template) => patternsOf(template, values)),
  };
}

function expandVariables(request: RunRequest, inputs: Names): Pick<Expanded, 'environment' | 'leftToDockerfile'> {
  const { environment, notPassed } = request;
  const isLeft = (name: string, value: string) =>
    notPassed !== undefined && (value === '' || new RegExp(`^(${notPassed})$`).test(`${name}=${value}`));
  const variables = Object.entries(resolveEnvironment(environment, valuesOf(request, inputs)));
  const left = variables.filter(([name, value]) => isLeft(name, value));
  return {
    environment: Object.fromEntries(variables.filter((variable) => !left.includes(variable))),
    leftToDockerfile: left.filter(([, value]) => value !== '').map(([name]) => name),
  };
}

/** A template with `each` becomes a pattern for each item of the list. */
function patternsOf({ role, file, each }: ArtifactTemplate, values: Record<string, unknown>): ArtifactPattern[] {
  if (!each) return [{ role, file: expand(file, values) }];
  const items = expand(`{${each.field}}`, values).split('\n');
  return items.map((item, index) => {
    const value = resolve({ field: each.field, values: each.values }, { [each.field]: item });
    return { role: index === 0 ? role : `${role}:${item}`, file: expand(file, { ...values, each: value }) };
  });
}

/** The name of an optional input that is missing is empty. */
function valuesOf(request: RunRequest, inputs: Names): Record<string, unknown> {
  const missing = request.inputs.filter(({ optional }) => optional).map(({ role }) => ({ role, file: '' }));
  const names = Object.fromEntries([...missing, ...inputs].map(({ role, file }) => [`input:${role}`, file]));
  return { ...request.fields, ...names };
}

/** Returns a builder's environment, made from the component's data and the values of the fields. */
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
