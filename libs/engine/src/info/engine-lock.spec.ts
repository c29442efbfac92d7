import { silentLogger } from '@hypriotkit/core';
import { connect } from '../connection/connect';
import type { Engine } from '../connection/engine';
import { answersPing, fakeEngine } from '../testing/fake-engine';
import { withEngineLock } from './engine-lock';

/** An engine, or another address of it. The ID is another one in each answer, as podman's. */
async function engineNamed(Name: string, DockerRootDir = '/var/lib/docker'): Promise<Engine> {
  const port = await fakeEngine((request, response) => {
    if (!request.url?.endsWith('/info')) return answersPing(request, response);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ ID: String(Math.random()), NCPU: 2, Name, DockerRootDir }));
  });
  return connect({ host: `tcp://127.0.0.1:${port}` });
}

/** What somebody does with a name of the second engine while another one holds the same name on the first. */
async function meanwhile(first: Promise<Engine>, second: Promise<Engine>): Promise<string> {
  const name = `a name of process ${process.pid}`;
  const other = new AbortController();
  return withEngineLock(await first, name, { log: silentLogger }, async () => {
    const engine = await second;
    const outcome = await new Promise<string>((resolve, reject) => {
      const log = { ...silentLogger, step: () => resolve('waits') };
      void withEngineLock(engine, name, { log, signal: other.signal }, () => Promise.resolve(resolve('works'))).catch(
        reject,
      );
    });
    other.abort();
    return outcome;
  });
}

it('keeps others from a name on the same engine, whatever its address', async () => {
  expect(await meanwhile(engineNamed('harbour'), engineNamed('harbour'))).toBe('waits');
});

it('leaves the names of other engines alone, on other machines and on the same', async () => {
  expect(await meanwhile(engineNamed('harbour'), engineNamed('reef'))).toBe('works');
  expect(await meanwhile(engineNamed('harbour'), engineNamed('harbour', '/srv/docker'))).toBe('works');
});
