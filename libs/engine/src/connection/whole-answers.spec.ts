import type { RequestListener } from 'node:http';
import { listContainers, removeContainer, stopContainer } from '../containers/containers';
import { engineInfo } from '../info/engine-info';
import { answersPing, fakeEngine } from '../testing/fake-engine';
import { connect } from './connect';
import type { Engine } from './engine';

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
