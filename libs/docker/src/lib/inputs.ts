import type { ExecutorContext } from '@nx/devkit';
import type { InputRequest } from '@hypriotkit/component';
import type { BuildExecutorOptions } from '../executors/build/schema';
import { checkOptions } from './check-options';
import { BUILD_EXECUTOR } from './executors';
import { InputUnknown } from '../errors';

/**
 * Returns the inputs after checking that their components make artifacts of these roles. Components of other plugins
 * are not checked.
 *
 * @param reader The component that is built from the inputs; empty if none is.
 * @throws InputUnknown
 */
export function checkInputs(
  reader: string,
  inputs: InputRequest[],
  { projectsConfigurations }: ExecutorContext,
): InputRequest[] {
  for (const input of inputs) {
    if (input.component === reader) throw new InputUnknown(input, 'a component cannot read its own artifacts');
    const project = projectsConfigurations.projects[input.component];
    if (!project) throw new InputUnknown(input, 'there is no such project');
    const target = project.targets?.['build'];
    if (target?.executor !== BUILD_EXECUTOR) continue;
    checkOptions(project, 'build');
    const roles = (target.options as BuildExecutorOptions).artifacts.map(({ role }) => role);
    if (!roles.includes(input.role)) throw new InputUnknown(input, `its roles are ${roles.join(', ') || 'none'}`);
  }
  return inputs;
}
