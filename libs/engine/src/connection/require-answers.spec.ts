import Dockerode from 'dockerode';
import type { RequestListener } from 'node:http';
import { listContainers, removeContainer, stopContainer } from '../containers/containers';
import { pullImage } from '../images/pull-image';
import { engineInfo } from '../info/engine-info';
import { answersPing, fakeEngine } from '../testing/fake-engine';
import { connect } from './connect';
import { makeEngine, type Engine } from './engine';
import { PATIENCE, requireAnswers } from './require-answers';
import { worldOf, type World } from './world';

/** Answers pings, and everything else with half of an answer. */
const breaksOff: RequestListener = (request, response) => {
  if (request.url === '/_ping') return answersPing(request, response);
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"half":', () => request.socket.destroy());
};

const CALLS: [string, (engine: Engine) => Promise<unknown>][] = [
  ['a list', (engine) => listContainers(engine, 'a', 'b')],
  ['information', (engine) => engineInfo(engine)],
  ['a removal', (engine) => removeContainer(engine, 'abc')],
  ['a stop', (engine) => stopContainer(engine, 'abc', 1)],
];

it.each(CALLS)('an answer that breaks off is an error: %s', async (_, call) => {
  const engine = await connect({ host: `tcp://127.0.0.1:${await fakeEngine(breaksOff)}`, env: {} });
  await expect(call(engine)).rejects.toMatchObject({ code: 'HK_ENGINE_REQUEST_FAILED' });
});

/** Answers pings, and nothing else. */
const hangs: RequestListener = (request, response) => {
  if (request.url === '/_ping') answersPing(request, response);
};

it.each(CALLS)('an engine that hangs is not waited for after an interruption: %s', async (_, call) => {
  const work = new AbortController();
  const docker = new Dockerode({ host: '127.0.0.1', port: await fakeEngine(hangs) });
  requireAnswers(docker, work.signal, { of: () => undefined, cleaning: 50 });
  const engine = makeEngine({ address: 'test', foundBy: 'test', passedOver: [] }, { docker, world: {} as World });
  const begun = call(engine);
  setTimeout(() => work.abort(), 20);
  await expect(begun).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
  await expect(call(engine)).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
});

it.each(CALLS)('an engine that hangs without an interruption is not waited for: %s', async (_, call) => {
  const docker = new Dockerode({ host: '127.0.0.1', port: await fakeEngine(hangs) });
  requireAnswers(docker, undefined, { of: () => 50, cleaning: 50 });
  const engine = makeEngine({ address: 'test', foundBy: 'test', passedOver: [] }, { docker, world: {} as World });
  await expect(call(engine)).rejects.toMatchObject({
    code: 'HK_ENGINE_REQUEST_FAILED',
    message: expect.stringContaining('failed: the engine has not answered within 0.05 s'),
  });
});

it('a question is waited for minutes, other work longer, files and the end of a container as long as it takes', () => {
  const of = (method: string, path: string) => PATIENCE.of({ method, path });
  expect(of('GET', '/containers/json?')).toBe(120_000);
  expect(of('GET', '/info')).toBe(120_000);
  expect(of('GET', '/system/df?')).toBe(1_200_000);
  expect(of('DELETE', '/containers/abc?')).toBe(1_200_000);
  expect(of('POST', '/containers/abc/wait?')).toBeUndefined();
  expect(of('PUT', '/containers/abc/archive?')).toBeUndefined();
  expect(of('POST', '/build?')).toBeUndefined();
  expect(of('POST', '/images/create?')).toBe(1_200_000);
});

describe('a pull', () => {
  const pull = async (listener: RequestListener, patience: number | undefined) => {
    const docker = new Dockerode({ host: '127.0.0.1', port: await fakeEngine(listener) });
    requireAnswers(docker, undefined, { of: () => patience, cleaning: 50 });
    const world = worldOf({ env: {}, home: '/nonexistent' });
    const engine = makeEngine({ address: 'test', foundBy: 'test', passedOver: [] }, { docker, world });
    return pullImage(engine, 'pearl:latest', { patienceMilliseconds: 300 });
  };

  it('of which the engine says nothing is not waited for', async () => {
    await expect(pull(hangs, 50)).rejects.toMatchObject({
      code: 'HK_ENGINE_REQUEST_FAILED',
      message: expect.stringContaining('the engine has not answered within 0.05 s'),
    });
  });

  it('that stands still is not waited for, and one that goes on is, however long it takes', async () => {
    const standsStill: RequestListener = (_, response) => void response.write('{"status":"Pulling"}\n');
    await expect(pull(standsStill, 100)).rejects.toMatchObject({
      code: 'HK_ENGINE_REQUEST_FAILED',
      message: expect.stringContaining('the engine has said nothing for 0.3 s'),
    });
    let events = 0;
    const goesOn: RequestListener = (request, response) => {
      if (request.method !== 'POST') return void response.writeHead(404).end('{"message":"no such image"}');
      const timer = setInterval(() => {
        response.write('{"status":"Pulling"}\n');
        if ((events += 1) < 6) return;
        clearInterval(timer);
        response.end();
      }, 100);
    };
    await expect(pull(goesOn, 200)).rejects.toMatchObject({ code: 'HK_IMAGE_PULL_FAILED' });
    expect(events).toBe(6);
  });
});
