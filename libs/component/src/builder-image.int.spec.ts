import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Masker } from '@hypriotkit/core';
import { buildComponent, ComponentLog } from './index';
import { buildsOf } from './testing/builds-of';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

const REPOSITORY = { url: 'https://git.test/tea', commit: 'c0ffee', folder: '' };

let builder: SmallBuilder;
afterEach(() => builder.remove());

const { build, read, containers } = buildsOf(() => builder);

describe('the image that a component is built in', () => {
  it('asks the builder image for variables, and names artifacts by them', async () => {
    builder = await smallBuilder('echo fine > "tea-$NAME-1.0"', {
      variables: { leaf: ['sh', '-c', 'echo looking; echo " $NAME-1.0 "; echo "a warning" >&2'] },
      artifacts: [{ role: 'tea', file: 'tea-{leaf}' }],
    });
    await build();
    expect(read('tea-tea-1.0')).toBe('fine\n');
    for (const [command, code] of [
      [['sh', '-c', 'echo ../x'], 'HK_VARIABLE_INVALID'],
      [['true'], 'HK_VARIABLE_INVALID'],
      [['sh', '-c', 'exit 3'], 'HK_CONTAINER_FAILED'],
    ] as [string[], string][]) {
      await expect(build({ variables: { leaf: command } })).rejects.toMatchObject({ code });
    }
    expect(containers()).toBe('');
  });

  it('hands in the base only where the Dockerfile takes it, and makes the workspace where the image has none', async () => {
    builder = await smallBuilder('cd /far/off; echo fine > tea-1.txt', { workspace: '/far/off' });
    const { folder } = builder.request.builder;
    writeFileSync(join(folder, 'Dockerfile'), 'FROM debian:trixie-slim\nCOPY build.sh /\nCMD ["sh", "/build.sh"]\n');
    const base = { image: 'registry.invalid/there-is-none:latest' };
    await build({ builder: { ...builder.request.builder, base, repository: REPOSITORY } });
    expect(read('tea-1.txt')).toBe('fine\n');
    const { url, commit } = REPOSITORY;
    expect(JSON.parse(read('manifest.json'))).toMatchObject({ builder: { repository: url, commit } });
  });

  describe('with a builder that was written for privileges', () => {
    const capabilities = 'grep CapEff /proc/self/status | tee tea-1.txt';
    const privileges = { privileged: true, hostFolders: ['/boot'], allowed: 'full' as const };

    it('gives it what mounts a loop device, or all of them, and says so', async () => {
      builder = await smallBuilder(`${capabilities}; ls -d /dev/loop-control /boot; ! touch /boot/probe`);
      await build({ privileges: { ...privileges, allowed: 'loop' } });
      const [, effective] = /CapEff:\s*(\w+)/.exec(read('tea-1.txt'))!;
      expect((BigInt(`0x${effective}`) >> 21n) & 1n).toBe(1n);
      expect(builder.lines.join('\n')).toMatch(/warning: .*the right to mount and the loop devices, and \/boot/);
    });

    it('asks the engine for all of them, and says what to do where the engine has not got them', async () => {
      builder = await smallBuilder(capabilities);
      const outcome = await build({ privileges }).catch((error: unknown) => error);
      if (outcome === undefined) expect(read('tea-1.txt')).toMatch(/CapEff:\s*0*[13]ffffffff/);
      else expect(outcome).toMatchObject({ code: 'HK_CONTAINER_START_FAILED', hint: expect.stringContaining('=loop') });
      expect(builder.lines.join('\n')).toContain(
        "gets all privileges, and /boot of the engine's host (read-only), because it was written for that",
      );
      expect(containers()).toBe('');
    });

    it('removes its container when it is interrupted', async () => {
      builder = await smallBuilder('echo "==> Brewing"; sleep 600');
      const controller = new AbortController();
      const building = build({ privileges: { ...privileges, allowed: 'loop' } }, controller.signal);
      const timer = setInterval(() => {
        if (builder.lines.some((line) => line.endsWith('Brewing'))) controller.abort(new Error('Ctrl-C'));
      }, 50);
      await expect(building.finally(() => clearInterval(timer))).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
      expect(containers()).toBe('');
    });
  });

  it('runs the image that it has made sure of, though its name has come to mean another one', async () => {
    builder = await smallBuilder('echo fine > tea-1.txt', { variables: { leaf: ['echo', 'mint'] } });
    const { image } = builder.request.builder;
    const move = (line: string) => {
      if (line.includes('Asking the builder')) execFileSync('docker', ['tag', 'debian:trixie-slim', image]);
    };
    const log = new ComponentLog('tea', 'debug', new Masker(), move);
    await buildComponent(builder.request, { engine: builder.engine, log, signal: new AbortController().signal });
    log.close();
    expect(read('tea-1.txt')).toBe('fine\n');
  });

  it('leaves alone the image of another clone that had its name before', async () => {
    builder = await smallBuilder('echo fine > tea-1.txt');
    await build();
    const idOf = () =>
      execFileSync('docker', ['image', 'inspect', '-f', '{{.Id}}', image], { encoding: 'utf8' }).trim();
    const { image, folder } = builder.request.builder;
    const first = idOf();
    const clone = mkdtempSync(join(tmpdir(), 'hypriotkit-clone-'));
    cpSync(folder, clone, { recursive: true });
    writeFileSync(join(clone, 'build.sh'), 'echo other > tea-1.txt\n');
    await build({ builder: { ...builder.request.builder, folder: clone } });
    rmSync(clone, { recursive: true });
    expect(idOf()).not.toBe(first);
    execFileSync('docker', ['image', 'inspect', first]);
    const second = idOf();
    await build();
    expect(idOf()).toBe(first);
    execFileSync('docker', ['rmi', second]);
  });
});
