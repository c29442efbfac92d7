import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import type { BuildTask } from '@hypriotkit/report';
import { asUsedBy, builderOf, type Subject } from '../lib/subject';
import { readComponents } from '../plugin/project';
import { readMade } from '../runs/made';

/** Returns how each component that an image is made from was last made, each after those that it reads. */
export async function buildTasks(image: Subject, context: ExecutorContext): Promise<BuildTask[]> {
  const { projects } = context.projectsConfigurations;
  const tasks = new Map<string, BuildTask & { run: string }>();
  await add(image.component, []);
  const run = tasks.get(image.component)?.run ?? '';
  return [...tasks.values()].map(({ run: own, ...task }) => ({ ...task, inRun: run !== '' && own === run }));

  async function add(component: string, above: string[]): Promise<void> {
    const subject = asUsedBy(image.board, component, projects);
    const builder = builderOf(subject, projects);
    // What another plugin makes is not known. Nx reports a cycle.
    if (builder === undefined || tasks.has(component) || above.includes(component)) return;
    const { project, target } = builder;
    const { options = {} } = projects[project]!.targets![target] as TargetConfiguration<Record<string, unknown>>;
    const reads = readComponents(component, options);
    for (const read of reads) await add(read, [...above, component]);
    const { run: own = '', ...made } = (await readMade(subject, target, context.root)) ?? {};
    const known = 'source' in made && { made };
    tasks.set(component, { component, task: `${project}:${target}`, reads, inRun: false, run: own, ...known });
  }
}
