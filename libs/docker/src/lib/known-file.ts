import type { TargetConfiguration } from '@nx/devkit';
import type { InputRequest } from '@hypriotkit/component';
import type { BuildExecutorOptions } from '../executors/build/schema';
import { BUILD_EXECUTOR } from './executors';
import type { Projects } from './subject';

type Options = Partial<BuildExecutorOptions>;

/**
 * Returns the name of an input's file if project.json alone says it: no field and no `*` is in it, and it is the same with an
 * official builder and with every named configuration.
 */
export function knownFile({ component, role }: InputRequest, projects: Projects): string | undefined {
  const target = projects[component]?.targets?.['build'] as TargetConfiguration<Options> | undefined;
  if (target?.executor !== BUILD_EXECUTOR) return undefined;
  const named = Object.values(target.configurations ?? {}) as (Options | null)[];
  const all = [target.options, ...named];
  const lists = all.flatMap((own) => [own?.artifacts ?? [], own?.official?.artifacts ?? []]);
  const names = new Set(lists.flatMap((list) => list.filter((one) => one.role === role).map(({ file }) => file)));
  const [name] = names;
  return names.size === 1 && !/[{*]/.test(name!) ? name : undefined;
}
