import { join } from 'node:path';
import { findArtifact, type ArtifactPattern } from '@hypriotkit/artifacts';
import { expand } from '@hypriotkit/config';
import { resolveEnvironment } from './environment';
import type { RunRequest } from './request';

/** An artifact of another component, found on disk. */
export interface Input {
  role: string;
  file: string;
  /** Absolute path. */
  path: string;
  /** Hexadecimal SHA-256. */
  sha256: string;
}

/** A request with all its templates expanded and its inputs found. */
export interface PreparedRun {
  inputs: Input[];
  environment: Record<string, string>;
  command: string[] | undefined;
  patterns(templates: ArtifactPattern[]): ArtifactPattern[];
}

/** Everything about a run that can be wrong before it starts is found here. */
export async function prepareRun(request: RunRequest): Promise<PreparedRun> {
  const inputs = await Promise.all(request.inputs.map(({ component, role }) => find(request, component, role)));
  const names = Object.fromEntries(inputs.map(({ role, file }) => [`input:${role}`, file]));
  const values = { ...request.fields, ...names };
  return {
    inputs,
    environment: resolveEnvironment(request.environment, values),
    command: request.command?.map((word) => expand(word, values)),
    patterns: (templates) => templates.map(({ role, file }) => ({ role, file: expand(file, values) })),
  };
}

async function find({ artifactsRoot }: RunRequest, component: string, role: string): Promise<Input> {
  const folder = join(artifactsRoot, component);
  const { file, sha256 } = await findArtifact(folder, component, role);
  return { role, file, path: join(folder, file), sha256 };
}
