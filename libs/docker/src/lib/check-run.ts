import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import { holdRun, RUN_VARIABLE, type Run } from '../runs/claims';
import { checkUnchanged } from '../runs/state';
import { BUILD_EXECUTOR } from './executors';
import type { BuildExecutorOptions } from '../executors/build/schema';
import { InputExcluded } from '../errors';

/**
 * Checks that a task may write its result into this workspace, and that Nx's cache key still matches what is built.
 *
 * @throws RunConflict, ChangedDuringRun, InputExcluded
 */
export async function checkRun(context: ExecutorContext): Promise<void> {
  const run = process.env[RUN_VARIABLE];
  // Another program called the executor outside an Nx run.
  if (!run || !context.taskGraph) return;
  await holdRun(context.root, JSON.parse(run) as Run);
  const component = context.projectName!;
  const target = targetOf(component, context.targetName!, context);
  if (target?.executor !== BUILD_EXECUTOR) return;
  refuseExcluded(component, target.options!, context);
  await checkStillSame(component, context);
}

/**
 * Checks that a component, and the components its builder image is based on, have not changed since Nx started.
 *
 * @throws ChangedDuringRun
 */
export const checkStillSame = (component: string, context: ExecutorContext): Promise<void> =>
  checkUnchanged(withBases(component, context), context.root);

const targetOf = (project: string, target: string, { projectsConfigurations }: ExecutorContext) =>
  projectsConfigurations.projects[project]?.targets?.[target] as TargetConfiguration<BuildExecutorOptions> | undefined;

function refuseExcluded(
  component: string,
  { inputs = [] }: BuildExecutorOptions,
  { taskGraph }: ExecutorContext,
): void {
  const built = new Set(Object.values(taskGraph!.tasks).map(({ target }) => target.project));
  const excluded = inputs.filter((input) => !built.has(input.component)).map((input) => input.component);
  if (excluded.length > 0) throw new InputExcluded(component, [...new Set(excluded)]);
}

/** Returns a component and all components that its builder image is based on. */
function withBases(component: string, context: ExecutorContext): string[] {
  const base = targetOf(component, 'build', context)?.options?.base;
  return base && 'component' in base ? [component, ...withBases(base.component, context)] : [component];
}
