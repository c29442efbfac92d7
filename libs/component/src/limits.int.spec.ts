import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponent, type BuildRequest, type Limits } from './index';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

let builder: SmallBuilder;
afterEach(() => builder.remove());

const build = (own: Partial<BuildRequest>) => {
  const { signal } = new AbortController();
  return buildComponent({ ...builder.request, ...own }, { engine: builder.engine, log: builder.log, signal });
};

describe('a builder', () => {
  /** Prints its capabilities, whether it can gain more, the number of routes, and that of apt's proxies. */
  const SAY = `
    sed -nE 's/^(CapEff|NoNewPrivs):\\t//p' /proc/self/status
    tail -n +2 /proc/net/route | wc -l
    ls /etc/apt/apt.conf.d | grep -c network || true`;

  async function seen(limits?: Limits) {
    builder = await smallBuilder(`{ ${SAY}\n} > tea-1.txt`);
    const aptProxy = 'http://davy:locker@a.test:1';
    await build({ ...(limits && { limits }), builder: { ...builder.request.builder, aptProxy } });
    const file = join(builder.request.artifactsRoot, builder.request.component, 'tea-1.txt');
    const [capabilities, noNewPrivileges, routes, proxies] = readFileSync(file, 'utf8').split('\n');
    return { capabilities, noNewPrivileges, hasNetwork: routes !== '0', proxies };
  }

  it('that states nothing has what the engine gives, and its setuid programs work', async () => {
    const docker = { capabilities: '00000000a80425fb', noNewPrivileges: '0', hasNetwork: true, proxies: '1' };
    expect(await seen()).toEqual(docker);
  });

  it('that states its capabilities has these, and the network', async () => {
    // CHOWN is capability 0, and SETUID is 7.
    const only = { capabilities: '0000000000000081', noNewPrivileges: '1', hasNetwork: true, proxies: '1' };
    expect(await seen({ capabilities: ['CHOWN', 'SETUID'] })).toEqual(only);
  });

  it('that does without a network gets no proxy', async () => {
    const none = { capabilities: '0000000000000000', noNewPrivileges: '1', hasNetwork: false, proxies: '0' };
    expect(await seen({ capabilities: [], network: 'none' })).toEqual(none);
  });
});

it('what a builder is asked for has the same limits', async () => {
  builder = await smallBuilder('echo made > tea-0000000000000001.txt', {
    variables: { capabilities: ['sed', '-n', 's/^CapEff:\\t//p', '/proc/self/status'] },
    artifacts: [{ role: 'tea', file: 'tea-{capabilities}.txt' }],
  });
  await build({ limits: { capabilities: ['CHOWN'], network: 'none' } });
});

it('limits are not part of the key: what was made with others is taken from the store', async () => {
  builder = await smallBuilder('date +%s.%N > tea-1.txt');
  await build({});
  await build({ limits: { capabilities: [], network: 'none' } });
  expect(builder.lines.join('\n')).toContain('Taken from the store');
});
