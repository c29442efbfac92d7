import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import { holdRun, RUN_VARIABLE, type Run } from '../runs/claims';
import { checkUnchanged } from '../runs/state';
import { digestsOfVariables } from '../runs/variables';
import { BUILD_EXECUTOR } from './executors';
import { asUsedBy, builderOf, subjectName, subjectOf, type Subject } from './subject';
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
  await holdRun(context.root, { ...(JSON.parse(run) as Run), variables: digestsOfVariables(context.root) });
  const { projectName: project = '', targetName = '' } = context;
  const target = targetOf(project, targetName, context);
  if (target?.executor !== BUILD_EXECUTOR) return;
  const subject = subjectOf(project, targetName, context.projectsConfigurations.projects);
  refuseExcluded(subject, target.options!, context);
  await checkStillSame(subject, context);
}

/**
 * Checks that a component, and the components its builder image is based on, have not changed since Nx started.
 *
 * @throws ChangedDuringRun
 */
export const checkStillSame = (subject: Subject, context: ExecutorContext): Promise<void> =>
  checkUnchanged(withBases(subject, context), context.projectsConfigurations.projects, context.root);

const targetOf = (project: string, target: string, { projectsConfigurations }: ExecutorContext) =>
  projectsConfigurations.projects[project]?.targets?.[target] as TargetConfiguration<BuildExecutorOptions> | undefined;

function refuseExcluded(subject: Subject, { inputs = [] }: BuildExecutorOptions, context: ExecutorContext): void {
  const { projects } = context.projectsConfigurations;
  const tasks = Object.values(context.taskGraph!.tasks);
  const built = new Set(tasks.map(({ target }) => subjectName(subjectOf(target.project, target.target, projects))));
  const excluded = inputs.map(subjectName).filter((name) => !built.has(name));
  if (excluded.length > 0) throw new InputExcluded(subjectName(subject), [...new Set(excluded)]);
}

/** Returns a component and all components that its builder image is based on. */
function withBases(subject: Subject, context: ExecutorContext): Subject[] {
  const { projects } = context.projectsConfigurations;
  const builder = builderOf(subject, projects);
  const base = builder && targetOf(builder.project, builder.target, context)?.options?.base;
  if (!base || !('component' in base)) return [subject];
  return [subject, ...withBases(asUsedBy(subject.board, base.component, projects), context)];
}
