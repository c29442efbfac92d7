import { ENGINES_FIELD, parseEngines } from '@hypriotkit/component';
import type { ComponentConfig, Configuration } from '@hypriotkit/config';
import { ENGINES_VARIABLE } from '@hypriotkit/contract';
import { checkAddress, unreachableInContainer } from '@hypriotkit/engine';
import { EngineOutOfReach } from '../errors';
import type { CommonOptions } from '../options';
import type { CheckedFile } from './layers';
import { refuseFolder, type Volume } from './volume';

/** An engine for a platform. */
interface Named {
  address: string;
  /** Where it is named, for messages. */
  namedBy: string;
}

/**
 * Returns the engines for platforms that the environment names, as text. An engine that is named for the whole build overrides
 * them.
 *
 * @throws ConfigurationInvalid, EngineAddressInvalid
 */
export function enginesGiven({ engine }: CommonOptions, env: NodeJS.ProcessEnv): string | undefined {
  const text = env[ENGINES_VARIABLE];
  if (engine !== undefined || !text) return undefined;
  parseEngines(text);
  return text;
}

/**
 * Returns the engines for platforms that the environment and the configurations of images name.
 *
 * @param given as enginesGiven returns them
 */
export function namedEngines(given: string | undefined, images: Configuration['components'][] = []): Named[] {
  const ofVariable = parseEngines(given ?? '');
  const configured = images.flatMap((image) =>
    Object.entries(image).flatMap(([component, fields]) =>
      Object.entries(enginesOf(fields))
        .filter(([platform, address]) => address !== '' && !(platform in ofVariable))
        .map(([platform, address]) => named(`${component}.${ENGINES_FIELD}`, platform, address)),
    ),
  );
  return [...Object.entries(ofVariable).map((entry) => named(ENGINES_VARIABLE, ...entry)), ...configured];
}

const named = (source: string, platform: string, address: string): Named => ({
  address,
  namedBy: `${source} (${platform})`,
});

const enginesOf = ({ [ENGINES_FIELD]: engines }: ComponentConfig): Record<string, string> =>
  typeof engines === 'object' ? (engines as Record<string, string>) : {};

/**
 * Checks that the orchestrator's container can connect to the engines, and store builds there: a mapped folder is on another
 * machine.
 *
 * @throws EngineOutOfReach, EngineAddressInvalid, VolumeInvalid
 */
export function checkNamedEngines(engines: Named[], volume: Volume): void {
  for (const { address, namedBy } of engines) {
    checkAddress(namedBy, address);
    const reason = unreachableInContainer(address);
    if (reason !== undefined)
      throw new EngineOutOfReach(namedBy, address, `the orchestrator's container has only the network; ${reason}`);
    refuseFolder(volume, address);
  }
}

/** Refuses engines for platforms where each machine builds on its own. @throws EngineOutOfReach */
export function refuseNamedEngines([first]: Named[]): void {
  if (!first) return;
  throw new EngineOutOfReach(first.namedBy, first.address, 'each machine of a swarm builds on its own engine');
}

/** Returns the files of a configuration without engines for platforms, if an engine is named for the whole build. */
export function withoutEngines(files: CheckedFile[], { engine }: CommonOptions): CheckedFile[] {
  if (engine === undefined) return files;
  return files.map((file) => {
    const { components } = file.layer;
    if (!Object.values(components).some((fields) => ENGINES_FIELD in fields)) return file;
    const others = Object.entries(components).map(
      ([name, { [ENGINES_FIELD]: _, ...fields }]) => [name, fields] as const,
    );
    const rest = Object.fromEntries(others);
    return { ...file, layer: { ...file.layer, components: rest, text: JSON.stringify(rest, null, 2) } };
  });
}
