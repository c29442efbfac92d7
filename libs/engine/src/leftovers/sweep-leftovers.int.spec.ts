import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { createContainer, removeContainer } from '../containers/containers';
import { IMAGE, marker, realEngine } from '../testing/real-engine';
import { containerIdentity } from './container-identity';
import { LABEL_CONTAINER, LABEL_HOST, LABEL_PID, LABEL_STARTED } from './labels';
import { ownerLabels } from './owner-labels';
import { sweepLeftovers } from './sweep-leftovers';

const mark = marker('sweep');
let engine: Engine;
const ours = ownerLabels({ project: 'sweep', task: 'test' });

beforeAll(async () => {
  engine = await realEngine();
});

afterAll(async () => {
  for (const id of await mark.left(engine)) await removeContainer(engine, id);
});

const make = (labels: Record<string, string>): Promise<string> =>
  createContainer(engine, { image: IMAGE, command: ['true'], labels: { ...mark.labels, ...ours, ...labels } });

async function pidOfTheDead(): Promise<string> {
  const child = spawn(process.execPath, ['--version']);
  await once(child, 'exit');
  return String(child.pid);
}

describe('sweepLeftovers', () => {
  it('removes what dead processes of this machine left, and nothing else', async () => {
    const dead = await pidOfTheDead();
    const [living, elsewhere] = await Promise.all([
      make({}),
      make({ [LABEL_HOST]: 'another-machine', [LABEL_PID]: dead }),
      make({ [LABEL_PID]: dead }),
      make({ [LABEL_STARTED]: 'another-boot:1' }),
    ]);
    // Every build sweeps the whole engine, so that another one may have been quicker.
    const swept = await sweepLeftovers(engine);
    expect(swept).not.toContain(living);
    expect(swept).not.toContain(elsewhere);
    expect((await mark.left(engine)).sort()).toEqual([living, elsewhere].sort());
    for (const id of [living, elsewhere]) await removeContainer(engine, id);
  });

  it('removes what a container left that runs no more, though its processes were of another machine', async () => {
    const home = await createContainer(engine, { image: IMAGE, command: ['sleep', '60'], labels: mark.labels });
    const inspect = () => dockerOf(engine).getContainer(home).inspect();
    const start = async () => {
      await dockerOf(engine).getContainer(home).start();
      return containerIdentity(home, (await inspect()).State.StartedAt);
    };
    const left = (container: string) => make({ [LABEL_HOST]: 'in-a-container', [LABEL_CONTAINER]: container });

    const first = await left(await start());
    await sweepLeftovers(engine);
    expect(await mark.left(engine)).toContain(first);
    await dockerOf(engine).getContainer(home).kill();
    const again = await left(await start());
    await sweepLeftovers(engine);
    expect((await mark.left(engine)).sort()).toEqual([again, home].sort());
    await removeContainer(engine, home);
    await sweepLeftovers(engine);
    expect(await mark.left(engine)).toEqual([]);
  });

  it('leaves alone what a container owns that another engine runs', async () => {
    const elsewhere = containerIdentity('0'.repeat(64), '2026-01-01T00:00:00Z');
    const owned = await make({ [LABEL_HOST]: 'in-a-container', [LABEL_CONTAINER]: elsewhere });
    await sweepLeftovers(engine);
    expect(await mark.left(engine)).toEqual([owned]);
    await removeContainer(engine, owned);
  });
});
