import { join } from 'node:path';
import { findArtifact } from '@hypriotkit/artifacts';
import { expandRequest, type Expanded } from './expand-request';
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
export interface PreparedRun extends Expanded {
  inputs: Input[];
}

/** @throws InputMissing when another component has not left what this one reads */
export function findInputs(request: RunRequest): Promise<Input[]> {
  return Promise.all(request.inputs.map(({ component, role }) => find(request, component, role)));
}

export const prepareRun = (
  request: RunRequest,
  inputs: Input[],
  variables: Record<string, string> = {},
): PreparedRun => ({ inputs, ...expandRequest(request, inputs, variables) });

async function find({ artifactsRoot }: RunRequest, component: string, role: string): Promise<Input> {
  const folder = join(artifactsRoot, component);
  const { file, sha256 } = await findArtifact(folder, component, role);
  return { role, file, path: join(folder, file), sha256 };
}
