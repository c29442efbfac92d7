import type Docker from 'dockerode';
import type { Attempt } from './candidate';
import type { World } from './world';

/** An engine that has answered. What it is reached with stays inside of this package. */
export interface Engine {
  readonly address: string;
  /** What named it: `the option engine`, `HYPRIOTKIT_ENGINE`, `DOCKER_HOST`, `docker context work`, `usual socket`. */
  readonly foundBy: string;
  /** What was tried before it, in vain; worth a warning if the user had named one of them. */
  readonly passedOver: readonly Attempt[];
}

interface Inside {
  docker: Docker;
  world: World;
}

const insides = new WeakMap<Engine, Inside>();

export function makeEngine(engine: Engine, inside: Inside): Engine {
  insides.set(engine, inside);
  return engine;
}

export const dockerOf = (engine: Engine): Docker => insideOf(engine).docker;

/** Environment and home directory of whoever connected: where the docker command would look for its configuration. */
export const worldOfEngine = (engine: Engine): World => insideOf(engine).world;

function insideOf(engine: Engine): Inside {
  const inside = insides.get(engine);
  if (inside === undefined) throw new TypeError('An Engine comes from connect(); this object does not');
  return inside;
}
