import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { CONTAINER_EXECUTORS } from '../lib/executors';

/** The targets of a project that run something in a container, as pairs of name and target. */
export const ownTargets = ({ targets = {} }: Pick<ProjectConfiguration, 'targets'>): [string, TargetConfiguration][] =>
  Object.entries(targets).filter(([, { executor }]) => CONTAINER_EXECUTORS.includes(executor ?? ''));
