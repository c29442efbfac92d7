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

export async function prepareRun(request: RunRequest): Promise<PreparedRun> {
  const inputs = await Promise.all(request.inputs.map(({ component, role }) => find(request, component, role)));
  return { inputs, ...expandRequest(request, inputs) };
}

async function find({ artifactsRoot }: RunRequest, component: string, role: string): Promise<Input> {
  const folder = join(artifactsRoot, component);
  const { file, sha256 } = await findArtifact(folder, component, role);
  return { role, file, path: join(folder, file), sha256 };
}
