import { ALLOWANCES, takesBaseImage, type Allowance, type Privileges } from '@hypriotkit/component';
import { ConfigurationInvalid } from '@hypriotkit/config';
import type { BuildOptions } from '../executors/build/schema';
import type { OfficialContract } from './container-options';

/** Names how much builders of somebody else's are allowed, where the option --privileges does not. */
export const PRIVILEGES_VARIABLE = 'HYPRIOTKIT_PRIVILEGES';

/** A component's options, and what its builder needs beyond Docker's defaults. */
export interface Contract {
  options: BuildOptions;
  privileges?: Privileges;
  /** That of the official repositories. */
  official: boolean;
}

/**
 * The contract that a builder was written for: ours, if its Dockerfile takes the image that it starts from; otherwise
 * what the component's project.json says of the official repository, wherever the builder comes from.
 */
export function contractOf(options: BuildOptions, folder: string): Contract {
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
  option: Allowance | undefined,
): Privileges | undefined {
  const allowed = option ?? fromEnvironment();
  return privileged || hostFolders.length > 0 ? { privileged, hostFolders, allowed } : undefined;
}

/** A word that nobody knows must not count as the most that there is. */
function fromEnvironment(): Allowance {
  const word = process.env[PRIVILEGES_VARIABLE] || 'full';
  const allowed = ALLOWANCES.find((known) => known === word);
  if (!allowed) throw new ConfigurationInvalid(PRIVILEGES_VARIABLE, [`"${word}" is none of ${ALLOWANCES.join(', ')}`]);
  return allowed;
}
