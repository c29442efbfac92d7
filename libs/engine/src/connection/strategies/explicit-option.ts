import { tlsFromEnvironment } from './docker-host';
import type { Strategy } from './strategy';

/** The address that the caller gave. */
export const explicitOption: Strategy = (world) =>
  world.host === undefined || world.host === ''
    ? []
    : [{ foundBy: 'the option host', address: world.host, decisive: true, ...tlsFromEnvironment(world) }];
