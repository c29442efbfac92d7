import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger } from '@hypriotkit/core';
import { connect, runContainer, withEngineLock } from '@hypriotkit/engine';
import { failures, readReport } from '../e2e/lib/report';
import { node } from '../e2e/lib/workspace';
import { WorkspaceCopy } from '../e2e/lib/workspace-copy';
import { OtherEngine, type EngineKind } from './lib/other-engine';

/*
 * The whole build on every kind of engine that Debian has, from nothing: set-up, image, verification. The kernel is Debian's
 * own: compiling takes an hour and says nothing about the engine. docs/engines.md has the results.
 */

const HOUR = 60 * 60 * 1000;

const ENGINES: EngineKind[] = [
  { title: 'Docker', suite: 'trixie', start: ['docker'] },
  { title: 'Docker over TLS', suite: 'trixie', start: ['docker'], over: 'tls' },
  { title: 'Docker over ssh', suite: 'trixie', start: ['docker'], over: 'ssh' },
  { title: 'Docker with userns-remap', suite: 'trixie', start: ['docker', '--userns-remap=default'] },
  { title: 'rootless Docker', suite: 'trixie', start: ['rootless-docker'] },
  { title: 'the next Docker', suite: 'forky', start: ['docker'] },
  {
    title: "the next Docker with containerd's image store",
    suite: 'forky',
    start: ['docker', '--feature', 'containerd-snapshotter=true'],
  },
  { title: 'podman', suite: 'trixie', start: ['podman'] },
  { title: 'rootless podman', suite: 'trixie', start: ['rootless-podman'] },
];

describe.each(ENGINES)('$title', (kind) => {
  let engine: OtherEngine;
  let workspace: WorkspaceCopy;
  beforeAll(async () => {
    engine = await OtherEngine.start(kind);
    workspace = new WorkspaceCopy();
    workspace.editJson('configs.json', (json) => (json['rpi_kernel'] = { kernel_repo: 'deb:linux-image-arm64' }));
  }, HOUR);
  afterAll(() => {
    engine?.remove();
    workspace?.remove();
  });

  it('set-up brings the base layer', async () => {
    const { code, output } = await node([join('tools', 'setup', 'setup.mjs')], engine.env).ended;
    expect(output).toMatch(/^Docker engine +[\d.]+\S* \(amd64\) answers$/m);
    expect({ code, output }).toMatchObject({ code: 0 });
  });

  it('gives a container what it states, and nothing else', async () => {
    const there = await connect({ env: { ...process.env, ...engine.env } });
    const lines: string[] = [];
    const script =
      "sed -nE 's/^(CapEff|CapBnd|NoNewPrivs):\\t//p' /proc/self/status; tail -n +2 /proc/net/route | wc -l";
    const { exitCode } = await runContainer(there, {
      image: 'debian:trixie-slim',
      command: ['sh', '-c', script],
      // CHOWN is capability 0, and SETUID is 7.
      access: { limited: true, capabilities: ['CHOWN', 'SETUID'], offline: true },
      onLine: (_, line) => void lines.push(line),
    });
    expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: ['0000000000000081', '0000000000000081', '1', '0'] });
  });

  it('has its own names: what one does with them keeps nobody from those of this engine', async () => {
    const [here, there] = [await connect(), await connect({ env: { ...process.env, ...engine.env } })];
    const again = await connect({ env: { ...process.env, ...engine.env } });
    const tools = { log: silentLogger };
    const name = 'a name on two engines';
    const held = withEngineLock(there, name, tools, async () => {
      await withEngineLock(here, name, tools, () => Promise.resolve());
      const waits = withEngineLock(again, name, tools, () => Promise.resolve('after all'));
      expect(await Promise.race([waits, sleep(1000, 'waits')])).toBe('waits');
      return { waits };
    });
    expect(await (await held).waits).toBe('after all');
  });

  it(
    'builds the image, which is as expected',
    async () => {
      const started = Date.now();
      await workspace.nx(['run', 'rpi_sd_image:verify'], engine.env);
      const seconds = Math.round((Date.now() - started) / 1000);
      const report = readReport('verify', workspace.root);
      expect(failures(report)).toEqual([]);
      const hold = report.results.filter(({ ok, applies }) => ok && applies).length;
      console.log(`${kind.title}: ${hold} hold, ${seconds} s`);
    },
    HOUR,
  );
});
