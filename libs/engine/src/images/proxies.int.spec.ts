import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Masker } from '@hypriotkit/core';
import { connect } from '../connection/connect';
import { dockerOf, type Engine } from '../connection/engine';
import { runContainer } from '../containers/run-container';
import { collectedLog } from '../testing/collected-log';
import { IMAGE, realEngine, removeImagesWith } from '../testing/real-engine';
import { temporaryFolder } from '../testing/temporary-folder';
import { ensureBuilder } from './ensure-builder';
import { imageHistory } from './inspect-image';

/*
 * A forward proxy that wants a password is the only way to a web server: its name is known to the proxy alone.
 */
const LABEL = 'io.hypriotkit.test';
const labels = { [LABEL]: `proxies-${process.pid}` };
const PASSWORD = 'bonny-s-word';
const FETCH = '/usr/lib/apt/apt-helper download-file http://harbour.test/hail /hail 2>&1';
const folder = temporaryFolder();
const configuration = temporaryFolder();
let address: string;
let container: string;

beforeAll(async () => {
  const engine = await realEngine();
  const proxy = join(__dirname, '..', 'testing', 'proxy');
  const { id } = await ensureBuilder(engine, { folder: proxy, tag: 'hypriotkit-test/proxy:latest' });
  const started = await dockerOf(engine).createContainer({
    Image: id,
    Labels: labels,
    HostConfig: { AutoRemove: true },
  });
  container = started.id;
  await started.start();
  const { NetworkSettings } = await started.inspect();
  address = `http://ann:${PASSWORD}@${NetworkSettings.Networks['bridge']!.IPAddress}:3128`;
  for (let tries = 0; !(await answers(engine)); tries += 1) {
    if (tries > 50) throw new Error('the proxy does not answer');
    await sleep(200);
  }
}, 300_000);

afterAll(async () => {
  const engine = await realEngine();
  await dockerOf(engine).getContainer(container).remove({ force: true });
  await removeImagesWith(engine, `${LABEL}=proxies-${process.pid}`);
});

const answers = async (engine: Engine) =>
  (await runContainer(engine, { image: IMAGE, labels, command: ['bash', '-c', FETCH], env: { http_proxy: address } }))
    .exitCode === 0;

/** Connects as somebody whose environment, or config.json of the docker command, has the proxy. */
function connected(how: 'environment' | 'config.json' | 'none'): Promise<Engine> {
  const proxies = how === 'config.json' ? { default: { httpProxy: address } } : {};
  configuration.write(`${how}/config.json`, JSON.stringify({ proxies }));
  const { http_proxy: _, ...env } = process.env;
  return connect({
    env: {
      ...env,
      DOCKER_CONFIG: join(configuration.path, how),
      ...(how === 'environment' && { http_proxy: address }),
    },
  });
}

it.each(['environment', 'config.json'] as const)(
  'a container reaches the network by the proxy of the %s',
  async (how) => {
    const lines: string[] = [];
    const fetch = async (engine: Engine) => {
      const command = ['bash', '-c', `${FETCH}; cat /hail; echo by $HTTP_PROXY`];
      const onLine = (_: string, line: string) => void lines.push(line);
      await runContainer(engine, { image: IMAGE, labels, command, onLine, masker: new Masker() });
    };
    await fetch(await connected('none'));
    expect(lines).not.toContain('ahoy');
    await fetch(await connected(how));
    expect(lines).toContain('ahoy');
    expect(lines.at(-1)).toMatch(/^by http:\/\/ann:\*+@/);
  },
);

it.each([
  ['curl', 'curl --silent http://harbour.test/hail', /^ahoy$/m],
  ['wget', 'wget --quiet --output-document=- http://harbour.test/hail', /^ahoy$/m],
  ['git', 'git ls-remote http://harbour.test/log.git', /\trefs\/heads\/main$/m],
  // What a registry answers that has no such image.
  [
    'skopeo',
    'skopeo list-tags --tls-verify=false docker://harbour.test:5000/crow',
    /repository name not known to registry/,
  ],
])('%s goes by the proxy by itself', async (_, command, answer) => {
  const image = 'hypriotkit-test/programs:latest';
  const engine = await connected('config.json');
  await ensureBuilder(engine, { folder: join(__dirname, '..', 'testing', 'programs'), tag: image });
  const run = async (on: Engine) => {
    const lines: string[] = [];
    const onLine = (_stream: string, line: string) => void lines.push(line);
    await runContainer(on, { image, labels, command: ['sh', '-c', `${command} 2>&1`], onLine, masker: new Masker() });
    return lines.join('\n');
  };
  expect(await run(engine)).toMatch(answer);
  expect(await run(await connected('none'))).not.toMatch(answer);
});

it.each(['environment', 'config.json'] as const)(
  'an image is built by the proxy of the %s, which is in no layer, no history and no digest',
  async (how) => {
    folder.write('Dockerfile', `FROM ${IMAGE}\nRUN echo ${how} ${process.pid}; ${FETCH} && env | grep -i proxy\n`);
    const log = collectedLog();
    const spec = {
      folder: folder.path,
      tag: `hypriotkit-test/proxied:${process.pid}`,
      labels,
      log,
      masker: new Masker(),
    };
    const { id } = await ensureBuilder(await connected(how), spec);
    const said = log.details.join('\n');
    expect(said).toContain('http_proxy=http://ann:');
    expect(said).not.toContain(PASSWORD);
    // Another proxy, or none, causes no build.
    const without = await connected('none');
    expect(await ensureBuilder(without, spec)).toMatchObject({ id, built: false });
    expect((await imageHistory(without, id)).join('\n')).not.toMatch(/proxy=/i);
    expect(execFileSync('docker', ['image', 'inspect', id], { encoding: 'utf8' })).not.toMatch(/_proxy|bonny/i);
  },
);
