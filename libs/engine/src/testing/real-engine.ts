import { parseAddress } from '../connection/address';
import { connect } from '../connection/connect';
import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { imageExists } from '../images/inspect-image';

/** What every container of these tests is made of: the base layer that the set-up of the workspace provides. */
export const IMAGE = 'debian:trixie-slim';

/** The engine of this machine. Without one, or without its base layer, the tests fail. */
export async function realEngine(): Promise<Engine> {
  const engine = await connect();
  if (!(await imageExists(engine, IMAGE))) throw new Error(`${IMAGE} is missing: run npm run setup`);
  return engine;
}

/** The path of its socket, for tests that reach the same engine by another way. */
export function socketOf({ address }: Engine): string {
  const parsed = parseAddress(address, false);
  if (parsed.kind !== 'unix') throw new Error(`these tests want an engine with a unix socket, not ${address}`);
  return parsed.path;
}

/** A label that marks what one test makes, so that it can look whether anything was left over. */
export function marker(test: string): { labels: Record<string, string>; left(engine: Engine): Promise<string[]> } {
  const key = 'io.hypriotkit.test';
  const value = `${test}-${process.pid}`;
  return {
    labels: { [key]: value },
    left: async (engine) => {
      const filters = JSON.stringify({ label: [`${key}=${value}`] });
      return (await dockerOf(engine).listContainers({ all: true, filters })).map(({ Id }) => Id);
    },
  };
}
