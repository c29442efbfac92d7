import { checkAddress } from '../address';
import { tlsFromEnvironment } from './docker-host';
import type { Strategy } from './strategy';

/** Names an engine for everything that Hypriotkit does, where DOCKER_HOST names one for the docker command too. */
export const ENGINE_VARIABLE = 'HYPRIOTKIT_ENGINE';

/** The address that the caller gave. */
export const explicitOption: Strategy = (world) =>
  world.host === undefined ? [] : [named(world.hostNamedBy ?? 'the option engine', world.host, world)];

/** The address in HYPRIOTKIT_ENGINE. */
export const engineVariable: Strategy = (world) => {
  const address = world.env[ENGINE_VARIABLE];
  return address ? [named(ENGINE_VARIABLE, address, world)] : [];
};

function named(foundBy: string, address: string, world: Parameters<Strategy>[0]) {
  checkAddress(foundBy, address);
  return { foundBy, address, decisive: true, ...tlsFromEnvironment(world) };
}
