import { text } from 'node:stream/consumers';
import { connect } from '../connection/connect';
import { answersPing, fakeEngine } from '../testing/fake-engine';
import { createContainer } from './containers';

interface Asked {
  url: string;
  body: { Env: string[]; Image: string };
}

/** What an engine is asked for to make such a container. */
async function asked(spec: { env: Record<string, string>; name?: string }): Promise<Asked> {
  let found: Asked | undefined;
  const port = await fakeEngine((request, response) => {
    if (request.method !== 'POST') return answersPing(request, response);
    void text(request).then((body) => {
      found = { url: request.url!, body: JSON.parse(body) as Asked['body'] };
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"Id":"abc"}');
    });
  });
  const engine = await connect({ host: `tcp://127.0.0.1:${port}`, env: {} });
  expect(await createContainer(engine, { image: 'tea', ...spec })).toBe('abc');
  return found!;
}

it('values are in no URL, which engines and proxies log, and of any length', async () => {
  const env = { PASSWORD: 'davy-jones', LONG: 'x'.repeat(100_000) };
  const { url, body } = await asked({ env });
  expect(url).toMatch(/^\/containers\/create\??$/);
  expect(body).toMatchObject({ Image: 'tea', Env: ['PASSWORD=davy-jones', `LONG=${env.LONG}`] });
});

it('the name is in the URL alone, as the engine expects it', async () => {
  const { url, body } = await asked({ env: {}, name: 'pot' });
  expect(url).toBe('/containers/create?name=pot');
  expect(body).not.toHaveProperty('name');
});
