import { resolve } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import type { Base, BuilderSource } from '@hypriotkit/component';
import type { Configuration } from '@hypriotkit/config';
import { HypriotkitError } from '@hypriotkit/core';
import type { ContainerOptions } from './container-options';

/** A component that another one names has no target `build` of this plugin. */
export class BaseUnknown extends HypriotkitError {
  readonly code = 'HK_BASE_UNKNOWN';

  constructor(name: string) {
    super(`The base is the builder image of "${name}", which is no component of this workspace.`, {
      hint: "Name a project with the executor @hypriotkit/docker:build in `base` of the component's project.json.",
    });
  }
}

/** The builder of a component, from its configuration. */
export function componentBuilder(
  component: string,
  base: ContainerOptions['base'],
  context: ExecutorContext,
  configuration: Configuration,
): BuilderSource {
  const config = configuration.components[component]!;
  return {
    folder: resolve(context.root, String(config['repo'])),
    image: String(config['image']),
    base: resolveBase(base, context, configuration),
  };
}

/** Follows `base` from component to component down to the image that is not ours. */
export function resolveBase(
  base: ContainerOptions['base'],
  context: ExecutorContext,
  configuration: Configuration,
): Base {
  if ('image' in base) return base;
  const project = context.projectsConfigurations.projects[base.component];
  const options = project?.targets?.['build']?.options as ContainerOptions | undefined;
  if (!options || !configuration.components[base.component]) throw new BaseUnknown(base.component);
  return componentBuilder(base.component, options.base, context, configuration);
}
