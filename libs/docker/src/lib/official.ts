import { takesBaseImage, type Allowance, type Privileges } from '@hypriotkit/component';
import type { BuildExecutorOptions } from '../executors/build/schema';
import type { OfficialContract } from './container-options';

/** A component's options, and what its builder needs beyond Docker's defaults. */
interface Contract {
  options: BuildExecutorOptions;
  privileges?: Privileges;
  /** That of the official repositories. */
  official: boolean;
}

/**
 * The contract that a builder was written for: ours, if its Dockerfile takes the image that it starts from; otherwise
 * what the component's project.json says of the official repository, wherever the builder comes from.
 */
export function contractOf(options: BuildExecutorOptions, folder: string): Contract {
  const { official } = options;
  if (official === undefined || takesBaseImage(folder)) return { options, official: false };
  const { privileged, hostFolders, ...over } = official;
  const environment = { ...options.environment, ...official.environment };
  return {
    options: { ...options, ...over, environment },
    privileges: privilegesOf(official, options.privileges),
    official: true,
  };
}

function privilegesOf(
  { privileged = false, hostFolders = [] }: OfficialContract,
  allowed: Allowance = 'full',
): Privileges | undefined {
  return privileged || hostFolders.length > 0 ? { privileged, hostFolders, allowed } : undefined;
}
