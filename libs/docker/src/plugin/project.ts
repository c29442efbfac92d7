import { basename } from 'node:path';
import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { BUILD_EXECUTOR } from '../lib/executors';
import { builderOf, type Projects, type Subject } from '../lib/subject';

type Options = Record<string, unknown>;

/** A target in which objects are where they should be. The build reports anything malformed. */
export interface Readable {
  options: Options;
  configurations: Record<string, Options>;
}

export const isComponent = ({ targets }: ProjectConfiguration): boolean =>
  targets?.['build']?.executor === BUILD_EXECUTOR;

export const nameOf = ({ name, root }: ProjectConfiguration): string => name ?? basename(root);

/** Returns the target that builds a component. */
export const buildOf = ({ targets }: ProjectConfiguration): Readable => readable(targets?.['build']);

/** Returns a subject's build target. If Nx knows none, the target has no options. */
export function buildOfSubject(subject: Subject, projects: Projects): Readable {
  const { project = '', target = '' } = builderOf(subject, projects) ?? {};
  return readable(projects[project]?.targets?.[target]);
}

function readable(target: TargetConfiguration | undefined): Readable {
  const { options, configurations } = (target ?? {}) as TargetConfiguration<unknown>;
  const named = Object.entries(objectOf(configurations)).map(([name, own]) => [name, objectOf(own)] as const);
  return { options: objectOf(options), configurations: Object.fromEntries(named) };
}

/** Whether a component has files to compare. One that is only its builder image has none. */
export const makesArtifacts = ({ options, configurations }: Readable): boolean =>
  [options, ...Object.values(configurations)].some(({ artifacts }) => Array.isArray(artifacts) && artifacts.length > 0);

/** Returns the components whose builder image or artifacts a component reads. */
export function readComponents(component: string, { base, inputs }: Options): string[] {
  const read = [base, ...[inputs].flat()].map((one) => objectOf(one)['component']);
  return [...new Set(read)].filter((name): name is string => typeof name === 'string' && name !== component);
}

const objectOf = (value: unknown): Options => (typeof value === 'object' && value !== null ? (value as Options) : {});
