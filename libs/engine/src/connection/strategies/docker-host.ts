import { checkAddress } from '../address';
import type { TlsSource } from '../candidate';
import { dockerConfigFolder } from '../docker-config';
import type { World } from '../world';
import type { Strategy } from './strategy';

/** Names the engine, for the docker command as well. */
export const HOST_VARIABLE = 'DOCKER_HOST';

/** The address in DOCKER_HOST, with the docker command's TLS variables. */
export const dockerHost: Strategy = (world) => {
  const address = world.env[HOST_VARIABLE];
  if (!address) return [];
  checkAddress(HOST_VARIABLE, address);
  return [{ foundBy: HOST_VARIABLE, address, decisive: true, ...tlsFromEnvironment(world) }];
};

/**
 * DOCKER_TLS_VERIFY asks for TLS with a check of the engine's certificate, DOCKER_TLS without. Any non-empty value
 * counts.
 */
export function tlsFromEnvironment({ env, home }: World): { tls?: TlsSource } {
  const verify = Boolean(env.DOCKER_TLS_VERIFY);
  if (!verify && !env.DOCKER_TLS) return {};
  return { tls: { folder: env.DOCKER_CERT_PATH || dockerConfigFolder({ env, home }), verify } };
}
