import type Docker from 'dockerode';
import type { Attempt } from './candidate';
import type { World } from './world';

/** An engine that has answered. The connection itself is private to this package. */
export interface Engine {
  readonly address: string;
  /**
   * The source of the address: `the option engine`, `HYPRIOTKIT_ENGINE`, `DOCKER_HOST`, `docker context work`, `usual
   * socket`.
   */
  readonly foundBy: string;
  /** Addresses that failed before this one. Worth a warning if the user had named one of them. */
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

/** The environment and home folder of whoever connected, which locate the docker command's configuration. */
export const worldOfEngine = (engine: Engine): World => insideOf(engine).world;

function insideOf(engine: Engine): Inside {
  const inside = insides.get(engine);
  if (inside === undefined) throw new TypeError('An Engine comes from connect(); this object does not');
  return inside;
}
