import { throwIfInterrupted } from '@hypriotkit/core';
import { EngineUnreachable, shownAddress } from '../errors';
import type { Attempt, Candidate } from './candidate';
import type { Client } from './client';
import { openClient } from './client';
import type { Engine } from './engine';
import { makeEngine } from './engine';
import { ping } from './ping';
import { dockerContext } from './strategies/docker-context';
import { dockerHost } from './strategies/docker-host';
import { engineVariable, explicitOption } from './strategies/named-engine';
import type { Strategy } from './strategies/strategy';
import { usualSockets } from './strategies/usual-sockets';
import type { ConnectOptions } from './world';
import { worldOf } from './world';

const strategies: Strategy[] = [explicitOption, engineVariable, dockerHost, dockerContext, usualSockets];

/**
 * Connects to the engine that the option or HYPRIOTKIT_ENGINE names, or else to the one that the docker command would
 * use. An address from either of these, DOCKER_HOST or DOCKER_CONTEXT is the only one tried.
 *
 * @throws EngineAddressInvalid
 * @throws EngineUnreachable with every address tried and why it failed
 */
export async function connect(options: ConnectOptions = {}): Promise<Engine> {
  const world = worldOf(options);
  const passedOver: Attempt[] = [];
  for (const strategy of strategies) {
    for (const candidate of await strategy(world)) {
      const { docker, failure } = await tryOut(candidate, world.env, options);
      throwIfInterrupted(options.signal, 'Looking for a Docker engine');
      const { foundBy, address, decisive } = candidate;
      if (docker !== undefined) return makeEngine({ address, foundBy, passedOver }, { docker, world });
      // It may hold a password: such an address is one of the reasons for passing it over.
      passedOver.push({ foundBy, address: shownAddress(address), decisive, failure });
      if (decisive) throw new EngineUnreachable(passedOver);
    }
  }
  throw new EngineUnreachable(passedOver);
}

type Outcome = { docker: Client['docker']; failure?: undefined } | { docker?: undefined; failure: string };

async function tryOut(candidate: Candidate, env: NodeJS.ProcessEnv, options: ConnectOptions): Promise<Outcome> {
  if (candidate.problem !== undefined) return { failure: candidate.problem };
  try {
    const { docker, patienceMilliseconds } = await openClient(candidate, env, options.signal);
    const failure = await ping(docker, options.pingMilliseconds ?? patienceMilliseconds, options.signal);
    return failure === undefined ? { docker } : { failure };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
