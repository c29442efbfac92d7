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

/** Puts the fields and the file names of the inputs (by role) into a request's templates. */
export function expandRequest(request: RunRequest, inputs: { role: string; file: string }[]): Expanded {
  const names = Object.fromEntries(inputs.map(({ role, file }) => [`input:${role}`, file]));
  const values = { ...request.fields, ...names };
  return {
    environment: resolveEnvironment(request.environment, values),
    command: request.command?.map((word) => expand(word, values)),
    patterns: (templates) => templates.map(({ role, file }) => ({ role, file: expand(file, values) })),
  };
}
