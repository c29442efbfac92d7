import { takesBaseImage, type Allowance, type Privileges } from '@hypriotkit/component';
import type { BuildExecutorOptions } from '../executors/build/schema';
import type { OfficialContract } from './container-options';

/** A component's options, and the privileges that its builder needs beyond Docker's defaults. */
interface Contract {
  options: BuildExecutorOptions;
  privileges?: Privileges;
  /** Variables (NAME=value) that are left to the Dockerfile, whose own defaults work: a regular expression. */
  notPassed?: string;
  /** Whether it is the contract of the official repositories. */
  official: boolean;
}

/**
 * Returns the contract that a builder follows. A Dockerfile that takes its base image as an argument follows ours. Any
 * other follows the `official` options in project.json, wherever the builder comes from.
 */
export function contractOf(options: BuildExecutorOptions, folder: string): Contract {
  const { official } = options;
  if (official === undefined || takesBaseImage(folder)) return { options, official: false };
  const { privileged, hostFolders, notPassed = '', ...over } = official;
  // The official builders were written before there were optional inputs.
  const inputs = options.inputs?.filter(({ optional }) => !optional);
  const unknown = options.inputs?.filter(({ optional }) => optional).map(({ role }) => `{input:${role}}`) ?? [];
  const environment = withoutValues({ ...options.environment, ...official.environment }, unknown);
  return {
    // What our own builder needs says nothing about that of others.
    options: { ...options, ...over, environment, inputs, container: undefined, platform: undefined },
    privileges: privilegesOf(official, options.privileges),
    notPassed,
    official: true,
  };
}

const withoutValues = <T>(environment: Record<string, T>, values: string[]): Record<string, T> =>
  Object.fromEntries(
    Object.entries(environment).filter(([, value]) => typeof value !== 'string' || !values.includes(value)),
  );

function privilegesOf(
  { privileged = false, hostFolders = [] }: OfficialContract,
  allowed: Allowance = 'full',
): Privileges | undefined {
  return privileged || hostFolders.length > 0 ? { privileged, hostFolders, allowed } : undefined;
}
