import { join } from 'node:path';
import { findArtifact, InputDamaged, type Artifact } from '@hypriotkit/artifacts';
import { readUserFiles, type ReadFile } from '@hypriotkit/config';
import { expandRequest, type Expanded } from './expand-request';
import type { InputRequest, RunRequest } from './request';
import type { Tools } from './tools';

/** An artifact of another component, found on disk and read. */
export interface Input {
  role: string;
  file: string;
  /** Absolute path. */
  path: string;
  /** Hexadecimal SHA-256 of what it held when it was read; a container gets that or nothing. */
  sha256: string;
}

/** A request with all its templates expanded, and with all that a container is given read. */
export interface PreparedRun extends Expanded {
  inputs: Input[];
  files: ReadFile[];
}

/**
 * Finds and reads what a container is given of other components. What is damaged is made again where that can be done.
 *
 * @throws InputMissing, InputDamaged
 */
export async function findInputs({ artifactsRoot, inputs }: RunRequest, tools: Tools): Promise<Input[]> {
  const found: Input[] = [];
  // One after the other: what is damaged is made again once, whoever reads more than one artifact of it.
  for (const input of inputs) found.push(await find(input));
  return found;

  async function find({ component, role }: InputRequest): Promise<Input> {
    const folder = join(artifactsRoot, component);
    const { file, sha256 } = await sound(folder, component, role);
    return { role, file, path: join(folder, file), sha256 };
  }

  async function sound(folder: string, component: string, role: string): Promise<Artifact> {
    try {
      return await findArtifact(folder, component, role);
    } catch (error) {
      if (!(error instanceof InputDamaged) || !tools.makeAgain) throw error;
      tools.log.warn(
        `${error.message} Making them again; if Nx's cache has brought them, \`npx nx reset\` empties it.`,
      );
      await tools.makeAgain(component);
      return findArtifact(folder, component, role);
    }
  }
}

/** @throws FileUnusable when a file of the user's cannot be read */
export const prepareRun = async (
  request: RunRequest,
  inputs: Input[],
  variables: Record<string, string> = {},
): Promise<PreparedRun> => ({
  inputs,
  files: await readUserFiles(request.files),
  ...expandRequest(request, inputs, variables),
});
