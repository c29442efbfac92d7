import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Engine } from '../connection/engine';
import { createContainer } from '../containers/create-container';
import { removeContainer } from '../containers/remove-container';
import { IMAGE, marker, realEngine } from '../testing/real-engine';
import { LABEL_HOST, LABEL_PID, LABEL_STARTED } from './labels';
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
    const [living, elsewhere, left, reused] = await Promise.all([
      make({}),
      make({ [LABEL_HOST]: 'another-machine', [LABEL_PID]: dead }),
      make({ [LABEL_PID]: dead }),
      make({ [LABEL_STARTED]: 'another-boot:1' }),
    ]);
    expect((await sweepLeftovers(engine)).sort()).toEqual(expect.arrayContaining([left, reused].sort()));
    expect((await mark.left(engine)).sort()).toEqual([living, elsewhere].sort());
  });
});
