import type { ArtifactPattern } from '@hypriotkit/artifacts';
import { expand } from '@hypriotkit/config';
import { resolveEnvironment } from './environment';
import type { RunRequest } from './request';

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
