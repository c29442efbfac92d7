import type { RequestListener } from 'node:http';
import { listContainers, removeContainer } from '../containers/containers';
import { pullImage } from '../images/pull-image';
import { engineInfo } from '../info/engine-info';
import { answersPing, fakeEngine } from '../testing/fake-engine';
import { connect } from './connect';
import type { Engine } from './engine';

const PAGE = '<!DOCTYPE html><html>Log in</html>';

const redirects =
  (location: string, status = 302): RequestListener =>
  (_, response) =>
    response.writeHead(status, { location, 'content-type': 'text/html' }).end(PAGE);

const ANSWERS: [string, RequestListener][] = [
  ['a redirection that nothing answers', redirects('https://127.0.0.1:1/login')],
  ['a redirection to itself', redirects('/login', 301)],
  ['a redirection to no address', redirects('unix:///x')],
  ['a page', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)],
  ['an error with a page', (_, response) => response.writeHead(502).end(PAGE)],
  ['text', (_, response) => response.end('hello')],
];

const CALLS: [string, (engine: Engine) => Promise<unknown>][] = [
  ['a list', (engine) => listContainers(engine, 'a', 'b')],
  ['information', (engine) => engineInfo(engine)],
  ['a removal', (engine) => removeContainer(engine, 'abc')],
];

const calls = ANSWERS.flatMap(([answer, listener]) => CALLS.map(([name, call]) => ({ answer, name, listener, call })));

/** Connects to a server that answers a ping as an engine does, and everything else in its own way. */
async function connected(listener: RequestListener): Promise<Engine> {
  const port = await fakeEngine((request, response) =>
    request.url === '/_ping' ? answersPing(request, response) : listener(request, response),
  );
  return connect({ host: `tcp://127.0.0.1:${port}`, env: {} });
}

const notAnEngine = ({ address }: Engine) => ({
  code: 'HK_ENGINE_UNREACHABLE',
  message: expect.stringContaining(`${address} (the option engine): something answers, but it is not a Docker engine`),
});

it.each(calls)('tells an engine from a server that answers with $answer: $name', async ({ listener, call }) => {
  const engine = await connected(listener);
  await expect(call(engine)).rejects.toMatchObject(notAnEngine(engine));
});

it.each(ANSWERS.slice(0, 5))('tells it from %s in place of a stream', async (_, listener) => {
  const engine = await connected(listener);
  await expect(pullImage(engine, 'tea:green')).rejects.toMatchObject(notAnEngine(engine));
});

it('takes what an engine answers', async () => {
  const engine = await connected(answersPing);
  await expect(removeContainer(engine, 'abc')).resolves.toBeUndefined();
});
