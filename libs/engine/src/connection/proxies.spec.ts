import type Docker from 'dockerode';
import { temporaryFolder } from '../testing/temporary-folder';
import { makeEngine } from './engine';
import { proxiesFor } from './proxies';
import { worldOf } from './world';

const ADDRESS = 'tcp://engine.example:2376';
const folder = temporaryFolder();

const proxies = async (config: object, env: NodeJS.ProcessEnv = {}) => {
  folder.write('config.json', JSON.stringify(config));
  const world = worldOf({ env: { ...env, DOCKER_CONFIG: folder.path } });
  const engine = { address: ADDRESS, foundBy: 'the option engine', passedOver: [] };
  return proxiesFor(makeEngine(engine, { docker: {} as Docker, world }));
};
const LOOPBACK = 'localhost,127.0.0.1,::1';

it('are those of config.json for all engines, in both spellings', async () => {
  const httpProxy = 'http://proxy.example:3128';
  const { variables } = await proxies({ proxies: { default: { httpProxy, noProxy: '.example,10.0.0.0/8' } } });
  const noProxy = `.example,10.0.0.0/8,${LOOPBACK}`;
  expect(variables).toEqual({ http_proxy: httpProxy, HTTP_PROXY: httpProxy, no_proxy: noProxy, NO_PROXY: noProxy });
});

it('are those for this engine before those for all, and these before the environment', async () => {
  const env = { https_proxy: 'http://environment:1', HTTP_PROXY: 'http://environment:2' };
  const own = { httpsProxy: 'http://own:3' };
  const all = { httpsProxy: 'http://all:4', httpProxy: 'http://all:5' };
  const https = async (config: object) => (await proxies(config, env)).variables;
  expect(await https({ proxies: { default: all, [ADDRESS]: own } })).toMatchObject({ https_proxy: 'http://own:3' });
  expect(await https({ proxies: { default: all } })).toMatchObject({ http_proxy: 'http://all:5' });
  expect(await https({ proxies: { 'tcp://other.example': own } })).toMatchObject({
    https_proxy: 'http://environment:1',
    http_proxy: 'http://environment:2',
  });
});

it.each(['http://localhost:3128', 'http://127.0.0.1:3128', 'http://[::1]:3128', 'localhost:3128'])(
  'are not on this machine: %s',
  async (address) => {
    expect((await proxies({}, { http_proxy: address, no_proxy: 'x' })).variables).toEqual({});
    // Whoever writes it there means it.
    const { variables } = await proxies({ proxies: { default: { httpProxy: address } } });
    expect(variables).toMatchObject({ http_proxy: address });
  },
);

it('have passwords, which are known as such', async () => {
  const { secrets } = await proxies({}, { https_proxy: 'http://ann:dead%20men@proxy.example:3128', NO_PROXY: 'x' });
  // The third and the fourth are what HTTP sends.
  const sent = ['ann:dead%20men', 'ann:dead men'].map((text) => Buffer.from(text).toString('base64'));
  expect(secrets).toEqual(['dead%20men', 'dead men', ...sent]);
  expect((await proxies({}, { https_proxy: 'ann:bonny@proxy.example:3128' })).secrets).toContain('bonny');
});

it.each(['Xy%40z^9w!', 'k9%40Tz!=4w', 'r7|T%40q2', 'x%2Fy~z;Q!', '100%^off9', 'p@rt'])(
  'has the password %s as it stands there',
  async (password) => {
    const { secrets } = await proxies({}, { http_proxy: `http://ann:${password}@proxy.example:3128` });
    expect(secrets).toContain(password);
  },
);

it('are none where none are set', async () => {
  expect(await proxies({ proxies: {} }, { HTTP_PROXY: '', no_proxy: 'x' })).toEqual({ variables: {}, secrets: [] });
});

it.each([{ proxies: [] }, { proxies: { default: 'http://proxy' } }, { proxies: { default: { httpProxy: 7 } } }])(
  'are refused in a form that the docker command does not write: %j',
  async (config) => {
    await expect(proxies(config)).rejects.toMatchObject({ code: 'HK_DOCKER_CONFIG_INVALID' });
  },
);
