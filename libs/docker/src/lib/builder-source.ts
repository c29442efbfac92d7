import { resolve } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import type { Base, BuilderSource } from '@hypriotkit/component';
import { textOf, type Configuration } from '@hypriotkit/config';
import { ofComponent } from '@hypriotkit/core';
import { checkOptions } from './check-options';
import type { ContainerOptions } from './container-options';
import { referenceOf, type Repositories } from './repositories';
import { withNetwork } from './network';
import { BaseUnknown } from '../errors';

/** Returns a component's builder, as its configuration names it. A builder in a git repository is fetched first. */
export async function componentBuilder(
  component: string,
  options: Pick<ContainerOptions, 'base' | 'network'>,
  context: ExecutorContext,
  configuration: Configuration,
  repositories: Repositories,
  above: string[] = [],
): Promise<BuilderSource> {
  const config = configuration.components[component]!;
  const builder = {
    ...(await place()),
    image: textOf(config, 'image'),
    base: await resolveBase(options.base, context, configuration, repositories, [...above, component]),
  };
  return withNetwork(builder, config, options, context.root);

  async function place(): Promise<Pick<BuilderSource, 'folder' | 'repository'>> {
    try {
      const reference = referenceOf(configuration, component);
      return reference
        ? await repositories.fetch(reference)
        : { folder: resolve(context.root, textOf(config, 'repo')) };
    } catch (error) {
      throw ofComponent(error, component);
    }
  }
}

/** Follows `base` from component to component until it reaches an image that no component builds. */
export async function resolveBase(
  base: ContainerOptions['base'],
  context: ExecutorContext,
  configuration: Configuration,
  repositories: Repositories,
  above: string[] = [],
): Promise<Base> {
  if ('image' in base) return base;
  if (above.includes(base.component)) throw new BaseUnknown(base.component, 'which is based on itself');
  const project = context.projectsConfigurations.projects[base.component];
  const options = project?.targets?.['build']?.options as ContainerOptions | undefined;
  if (!options || !configuration.components[base.component]) throw new BaseUnknown(base.component);
  checkOptions(project!, 'build');
  return componentBuilder(base.component, options, context, configuration, repositories, above);
}
