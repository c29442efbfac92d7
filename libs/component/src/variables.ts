import { runContainer } from '@hypriotkit/engine';
import type { BuilderImage } from './builder-image';
import { ContainerFailed, VariableInvalid } from './errors';
import { expandEnvironment } from './expand-request';
import type { Input } from './prepare-run';
import { limitedAccess } from './privileges';
import type { RunRequest } from './request';
import { commonSpec } from './run-builder';
import type { Tools } from './tools';

const WORD = /^[A-Za-z0-9][A-Za-z0-9._+~-]*$/;

/** Asks a builder image for a request's variables. Each command runs in a container of its own, without privileges. */
export async function askVariables(
  request: RunRequest,
  inputs: Input[],
  { image, id: imageId }: BuilderImage,
  tools: Tools,
): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [name, command] of Object.entries(request.variables ?? {})) {
    tools.log.step(`Asking the builder for ${name}`);
    const said = await ask(command);
    if (!WORD.test(said)) throw new VariableInvalid(name, command, said);
    answers[name] = said;
  }
  return answers;

  async function ask(command: string[]): Promise<string> {
    let last = '';
    const common = await commonSpec(request, expandEnvironment(request, inputs), tools);
    const onStdout = (line: string) => void (last = line.trim() || last);
    const { exitCode, outOfMemory } = await runContainer(tools.engine, {
      ...common,
      image,
      imageId,
      command,
      access: limitedAccess(request),
      onStdout,
    });
    if (exitCode !== 0) throw new ContainerFailed(exitCode, outOfMemory, tools.log.tail(), request.limits);
    return last;
  }
}
