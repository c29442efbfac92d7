import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import { holdRun, RUN_VARIABLE, type Run } from '../runs/claims';
import { checkUnchanged } from '../runs/state';
import { BUILD_EXECUTOR } from './executors';
import type { BuildExecutorOptions } from '../executors/build/schema';
import { InputExcluded } from '../errors';

/**
 * Sees that a task may leave its result where this run's results lie, and under the name that Nx has for it.
 *
 * @throws RunConflict, ChangedDuringRun, InputExcluded
 */
export async function checkRun(context: ExecutorContext): Promise<void> {
  const run = process.env[RUN_VARIABLE];
  // Called by another program, without a run of Nx around it.
  if (!run || !context.taskGraph) return;
  await holdRun(context.root, JSON.parse(run) as Run);
  const component = context.projectName!;
  const target = targetOf(component, context.targetName!, context);
  if (target?.executor !== BUILD_EXECUTOR) return;
  refuseExcluded(component, target.options!, context);
  await checkStillSame(component, context);
}

/** Sees that a component, and what its builder image stands on, is what it was when Nx began. @throws ChangedDuringRun */
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

/** A component and those whose builder images its own stands on. */
function withBases(component: string, context: ExecutorContext): string[] {
  const base = targetOf(component, 'build', context)?.options?.base;
  return base && 'component' in base ? [component, ...withBases(base.component, context)] : [component];
}
