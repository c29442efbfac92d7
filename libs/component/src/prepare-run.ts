import { join } from 'node:path';
import { findArtifact, InputDamaged, InputMissing, type Artifact } from '@hypriotkit/artifacts';
import { readUserFiles, type ReadFile } from '@hypriotkit/config';
import { expandRequest, type Expanded } from './expand-request';
import { refuseAlike } from './input-names';
import type { InputSource, RunRequest } from './request';
import type { Tools } from './tools';

/** An artifact of another component, found on disk and checked. */
export interface Input {
  component: string;
  role: string;
  file: string;
  /** Absolute path. */
  path: string;
  /** SHA-256 (64 hex digits) of its content when it was read. A container gets exactly this content. */
  sha256: string;
}

/** A request with its templates expanded and all its files read. */
export interface PreparedRun extends Expanded {
  inputs: Input[];
  files: ReadFile[];
}

/**
 * Finds and checks the artifacts of other components that a container needs. Damaged ones are rebuilt where possible.
 * Optional ones that are missing are left out.
 *
 * @throws InputMissing, InputDamaged, InputsAlike
 */
export async function findInputs({ inputs, files }: RunRequest, tools: Tools): Promise<Input[]> {
  const found: Input[] = [];
  // One after the other, so that a damaged component is rebuilt only once.
  for (const input of inputs) {
    try {
      found.push(await find(input));
    } catch (error) {
      if (!input.optional || !(error instanceof InputMissing)) throw error;
    }
  }
  refuseAlike(found, files);
  return found;

  async function find(input: InputSource): Promise<Input> {
    const { file, sha256 } = await sound(input);
    return { component: input.component, role: input.role, file, path: join(input.folder, file), sha256 };
  }

  async function sound(input: InputSource): Promise<Artifact> {
    const { folder, role } = input;
    try {
      return await findArtifact(folder, input, role);
    } catch (error) {
      if (!(error instanceof InputDamaged) || !tools.makeAgain) throw error;
      tools.log.warn(`${error.message} Building them again. If Nx's cache restored them, clear it: npx nx reset`);
      await tools.makeAgain(input);
      return findArtifact(folder, input, role);
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
