import type { RequestListener } from 'node:http';
import { createContainer, listContainers, removeContainer } from '../containers/containers';
import { imageHistory, inspectImage } from '../images/inspect-image';
import { pullImage } from '../images/pull-image';
import { engineInfo, engineTime } from '../info/engine-info';
import { sweepLeftovers } from '../leftovers/sweep-leftovers';
import { answersPing, fakeEngine } from '../testing/fake-engine';
import { connect } from './connect';
import { listVolumes } from '../volumes/volumes';
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

const json =
  (text: string, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(text);

const QUESTIONS: [string, string, (engine: Engine) => Promise<unknown>][] = [
  ['GET /containers/json', 'a list of containers', (engine) => listContainers(engine, 'a', 'b')],
  ['GET /containers/json', 'a list of containers', (engine) => sweepLeftovers(engine)],
  ['POST /containers/create', 'the id of a container', (engine) => createContainer(engine, { image: 'tea' })],
  ['GET /images/tea/json', 'an image', (engine) => inspectImage(engine, 'tea')],
  ['GET /images/tea/history', 'the history of an image', (engine) => imageHistory(engine, 'tea')],
  ['GET /info', 'facts about the engine', (engine) => engineTime(engine)],
  ['GET /system/df', 'the sizes of volumes', (engine) => listVolumes(engine, 'a')],
];
const FORMS = [
  'null',
  '7',
  'true',
  '[7]',
  '[[]]',
  '[null]',
  '{"message":"hello"}',
  '[{"Id":7,"Labels":{}}]',
  '"tea"',
  '',
];
// An empty history, or nothing about sizes, is no surprise.
const isFine = (request: string, text: string) =>
  request.endsWith('/df') ? text.startsWith('{') : request.endsWith('/history') && text.startsWith('[{');

it.each(
  QUESTIONS.flatMap(([request, expected, call]) =>
    FORMS.filter((text) => !isFine(request, text)).map((text) => ({ request, text, expected, call })),
  ),
)('tells an engine from a server that answers $request with $text', async ({ request, text, expected, call }) => {
  const engine = await connected(json(text));
  const error = notAnEngine(engine);
  await expect(call(engine)).rejects.toMatchObject({ code: error.code });
  if (text !== '' && text !== '"tea"')
    await expect(call(engine)).rejects.toThrow(`its answer to ${request} is not ${expected}`);
});

it.each(['{"cause":{"deep":1}}', '{"message":{"deep":1}}', '[]', '{}', ''])(
  'says that there is no reason where an error has none to read: %s',
  async (text) => {
    const engine = await connected(json(text, 500));
    await expect(listContainers(engine, 'a', 'b')).rejects.toMatchObject({
      code: 'HK_ENGINE_REQUEST_FAILED',
      message: expect.stringMatching(/^Looking for .* failed: the engine answers 500 without a reason$/),
    });
  },
);

it('takes what an engine answers', async () => {
  const engine = await connected(answersPing);
  await expect(removeContainer(engine, 'abc')).resolves.toBeUndefined();
});
