import { checkAddress } from '../address';
import { tlsFromEnvironment } from './docker-host';
import type { Strategy } from './strategy';

/** Names the engine for Hypriotkit only; DOCKER_HOST applies to the docker command too. */
export const ENGINE_VARIABLE = 'HYPRIOTKIT_ENGINE';

/** The address in the caller's options. */
export const explicitOption: Strategy = (world) =>
  world.host === undefined ? [] : [named(world.hostNamedBy ?? 'the option engine', world.host, world)];

export const engineVariable: Strategy = (world) => {
  const address = world.env[ENGINE_VARIABLE];
  return address ? [named(ENGINE_VARIABLE, address, world)] : [];
};

function named(foundBy: string, address: string, world: Parameters<Strategy>[0]) {
  checkAddress(foundBy, address);
  return { foundBy, address, decisive: true, ...tlsFromEnvironment(world) };
}
