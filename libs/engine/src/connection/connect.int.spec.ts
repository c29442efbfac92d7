import { runContainer } from '../containers/run-container';
import { engineInfo } from '../info/engine-info';
import { IMAGE, realEngine, socketOf } from '../testing/real-engine';
import { fakeSsh } from '../testing/fake-ssh';
import { temporaryFolder } from '../testing/temporary-folder';
import { unreliablePath } from '../testing/unreliable-path';
import { connect } from './connect';
import type { Engine } from './engine';

const bin = temporaryFolder();

describe('a real engine', () => {
  it('is found, and says what it is', async () => {
    const info = await engineInfo(await realEngine());
    expect(info.architecture).toMatch(/^[a-z0-9]+$/);
    expect(info.cpus).toBeGreaterThan(0);
  });

  it('is reached over tcp', async () => {
    const { address } = await unreliablePath(socketOf(await realEngine()));
    await expectWorking(await connect({ env: { DOCKER_HOST: address } }));
  });

  it('is reached over ssh', async () => {
    fakeSsh(bin, socketOf(await realEngine()));
    const PATH = `${bin.path}:${process.env.PATH}`;
    await expectWorking(await connect({ env: { PATH, DOCKER_HOST: 'ssh://pi@build' } }));
  });
});

async function expectWorking(engine: Engine): Promise<void> {
  const output: string[] = [];
  const onLine = (_stream: string, line: string) => void output.push(line);
  expect((await runContainer(engine, { image: IMAGE, command: ['sh', '-c', 'echo ahoy'], onLine })).exitCode).toBe(0);
  expect(output).toEqual(['ahoy']);
}
