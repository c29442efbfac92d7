import { parseAddress } from '../connection/address';
import { connect } from '../connection/connect';
import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import type { ContainerSpec } from '../containers/container-spec';
import { imageExists } from '../images/inspect-image';

/** The image of all containers in these tests. The workspace's setup provides it. */
export const IMAGE = 'debian:trixie-slim';

/** Connects to this machine's engine. Tests fail if it or the image is missing. */
export async function realEngine(): Promise<Engine> {
  const engine = await connect();
  if (!(await imageExists(engine, IMAGE))) throw new Error(`${IMAGE} is missing: run npm run setup`);
  return engine;
}

/** Path of the engine's socket, for tests that reach the same engine another way. */
export function socketOf({ address }: Engine): string {
  const parsed = parseAddress(address, false);
  if (parsed.kind !== 'unix') throw new Error(`these tests want an engine with a unix socket, not ${address}`);
  return parsed.path;
}

interface Marker {
  labels: Record<string, string>;
  /** Describes a container that has the label and runs a script. */
  shell(script: string, more?: Partial<ContainerSpec>): ContainerSpec;
  /** Returns the ids of the containers with the label that still exist. */
  left(engine: Engine): Promise<string[]>;
}

/** A label for everything that one test creates, and a check for leftovers with this label. */
export function marker(test: string): Marker {
  const key = 'io.hypriotkit.test';
  const value = `${test}-${process.pid}`;
  const labels = { [key]: value };
  return {
    labels,
    shell: (script, more) => ({ image: IMAGE, command: ['bash', '-c', script], labels, ...more }),
    left: async (engine) => {
      const filters = JSON.stringify({ label: [`${key}=${value}`] });
      return (await dockerOf(engine).listContainers({ all: true, filters })).map(({ Id }) => Id);
    },
  };
}

/**
 * Removes all images with a label, those without a name included. The engine knows which are made from which: one by one,
 * images of the same second may come in an order in which they cannot be removed.
 */
export async function removeImagesWith(engine: Engine, label: string): Promise<void> {
  await dockerOf(engine).pruneImages({ filters: { label: [label], dangling: ['false'] } });
}
