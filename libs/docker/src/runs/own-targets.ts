import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { BUILD_EXECUTOR, RUN_EXECUTOR } from '../lib/executors';

/** The targets of a project that run something in a container, with their names. */
export const ownTargets = ({ targets = {} }: Pick<ProjectConfiguration, 'targets'>): [string, TargetConfiguration][] =>
  Object.entries(targets).filter(([, { executor }]) => [BUILD_EXECUTOR, RUN_EXECUTOR].includes(executor ?? ''));
