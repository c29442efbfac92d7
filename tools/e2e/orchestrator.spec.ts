import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docker, IMAGE, Orchestration } from './lib/orchestrator';
import { node, nx, nxSucceeds, ROOT } from './lib/workspace';

/** Seconds to build, and the example of the tool's documentation. */
const ODROID = { base_image: {}, blank_image: { device: 'odroid' } };
const DELIVERED = ['blank_image.provenance.json', 'manifest.json', 'odroid-raw.img.zip', 'odroid-raw.img.zip.sha256'];
const OWNER = '12345:23456';
/** The user in the image that may do nothing. */
const BUILDER = '1000';
const USERS_OF_NODE = 'cat $(grep -l "^Name:.node" /proc/[0-9]*/status) | sed -n "s/^Uid:.\\([0-9]*\\).*/\\1/p"';
const COMMAND = join(ROOT, 'libs', 'hypriotkit', 'bin', 'hypriotkit.js');
const FROM_STORE = 'blank_image: Taken from the store';
/** What `docker stop` gives a container before it kills it. */
const STOP_SECONDS = 10;

/** Containers, running or not, that work for one of the image. */
function builders({ name }: { name: string }): string {
  const identity = docker('inspect', '--format', '{{.Id}}@{{.State.StartedAt}}', name);
  return docker('ps', '--all', '--quiet', '--filter', `label=io.hypriotkit.container=${identity}`);
}
/** A time that no build had before: nothing comes from a store. */
const anew = () => ({ SOURCE_DATE_EPOCH: String(Math.floor(Date.now() / 1000)) });

let test: Orchestration;
beforeAll(() => nxSucceeds('run-many', '-t', 'build', '-p', 'image,base_image'), 10 * 60 * 1000);
beforeEach(() => {
  test = new Orchestration();
  test.write(ODROID);
});
afterEach(() => test.remove());

describe('the orchestrator image', () => {
  it('is small, says what it is, and holds no sources and nothing of development', () => {
    const version = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
    const [image] = JSON.parse(docker('image', 'inspect', IMAGE)) as [Inspected];
    const [base] = JSON.parse(docker('image', 'inspect', 'debian:trixie-slim')) as [Inspected];
    expect(image.Size - base.Size).toBeLessThan(320e6);
    expect(image.Config.Labels).toMatchObject({ 'org.opencontainers.image.version': version });
    const unwanted = ['*.ts', '*package-lock.json'].map((name) => `-name '${name}'`);
    const folders = ['typescript', 'jest', '@swc'].map((name) => `-path '*/node_modules/${name}'`);
    expect(test.look(`find /opt/app ${[...unwanted, ...folders].join(' -o ')}`)).toBe('');
    expect(test.look('find /opt/app -user hypriotkit | sort')).toBe('/opt/app/.nx\n/opt/app/dist\n/opt/app/tmp');
  });

  it('builds what configs.json lists, as nobody in particular, and delivers that alone', async () => {
    const there = 'rpi-raw.img.zip';
    test.look(`echo mine > ${there}`);
    const env = anew();
    const run = test.run({ env });
    await run.says('blank_image: Making the file systems');
    // Nx and its tasks; the one that will deliver waits as root.
    const users = docker('exec', run.name, 'sh', '-c', USERS_OF_NODE).split('\n').sort();
    expect(users).toEqual(['0', ...users.slice(1).map(() => BUILDER)]);
    expect(users.length).toBeGreaterThan(2);
    expect((await run.ended).code).toBe(0);

    expect(test.look('ls').split('\n')).toEqual([...DELIVERED, there].sort());
    expect(test.look(`cat ${there}; sha256sum --check --quiet *.sha256`)).toBe('mine');
    const { components } = JSON.parse(test.look('cat manifest.json')) as { components: { component: string }[] };
    expect(components.map(({ component }) => component)).toEqual(['base_image', 'blank_image']);

    const again = await test.run({ env }).ended;
    expect(again.output).toContain(FROM_STORE);
    const variables = { ...env, HYPRIOTKIT_STORE: test.volume, HYPRIOTKIT_CONFIGS: test.configs };
    const onHost = await nx(['run', 'blank_image:build', '--skip-nx-cache'], variables).ended;
    expect(onHost.output).toContain(FROM_STORE);
  });

  it('delivers what lies ready-made in the volume, and does not build it', async () => {
    test.look('mkdir prebuilt; echo mine > prebuilt/odroid-raw.img.zip');
    const { code, output } = await test.run().ended;
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('warning: not built, because it is there ready-made: odroid-raw.img.zip');
    expect(test.look('ls').split('\n')).toEqual([...DELIVERED, 'prebuilt']);
    expect(test.look('cat odroid-raw.img.zip; sha256sum --check --quiet *.sha256')).toBe('mine');
  });

  it('leaves nothing in a mapped folder that is not of the user whom it was told; DOCKER_HOST names the engine', async () => {
    const socket = '/run/engine.sock';
    const env = { HYPRIOTKIT_OWNER: OWNER, DOCKER_HOST: `unix://${socket}` };
    const { code } = await test.run({ artifacts: test.folder, socket, env }).ended;
    expect(code).toBe(0);
    expect(test.look('ls', test.folder).split('\n')).toEqual(['configs.json', ...DELIVERED].sort());
    const owners = 'find . -mindepth 1 ! -name configs.json -printf "%U:%G\n" | sort -u';
    expect(test.look(owners, test.folder)).toBe(OWNER);
    expect(test.look('cat .store/.index/*/entry.json', test.folder)).toContain('"component": "blank_image"');
  });

  it('is what the command hypriotkit starts, right into the target folder and by way of a volume', async () => {
    const build = (...args: string[]) => node([COMMAND, 'build', '--target', test.folder, ...args]).ended;
    const mapped = await build('--verbosity', 'info');
    expect(mapped).toMatchObject({
      code: 0,
      output: expect.stringContaining('hypriotkit: Delivered base_image, blank_image'),
    });
    expect(test.look('ls -A', test.folder).split('\n')).toEqual(['.store', 'configs.json', ...DELIVERED].sort());
    test.look('rm -r .store *.provenance.json manifest.json odroid-*', test.folder);
    expect(await build('--volume', test.volume)).toMatchObject({ code: 0, output: '' });
    expect(test.look('ls -A', test.folder).split('\n')).toEqual(['configs.json', ...DELIVERED].sort());
    expect(await node([COMMAND, 'clean', '--volume', test.volume]).ended).toMatchObject({ code: 0 });
    expect(docker('volume', 'ls', '--quiet', '--filter', `name=${test.volume}`)).toBe('');
  });

  it('runs by its docker-compose.yml, with the configs.json beside that', () => {
    const compose = readFileSync(join(ROOT, 'image', 'docker-compose.yml'), 'utf8');
    expect(compose).toContain('name: hypriot-artifacts');
    test.write({ base_image: {} });
    test.write(compose.replace('name: hypriot-artifacts', `name: ${test.volume}`), 'docker-compose.yml');
    test.compose('run', '--rm', 'hypriotkit');
    expect(JSON.parse(test.look('cat manifest.json'))).toMatchObject({ components: [{ component: 'base_image' }] });
    expect(test.look('ls')).toBe('manifest.json');
  });

  it.each([
    ['no JSON', '{ "root_fs": ', /user\/configs\.json.*\n.*line 1, column/],
    ['a component that does not exist', '{ "rot_fs": {} }', /rot_fs: unknown component; did you mean "root_fs"\?/],
    ['a builder that is not there', '{ "blank_image": { "repo": "user/mine" } }', /user\/mine.*it has no Dockerfile/],
    [
      'a file that is not there',
      '{ "rpi_sd_image": { "compose_file": "stack" } }',
      /compose_file in user\/configs\.json, line 1, names "stack".*no such/,
    ],
  ])('ends with 2 before any work for a configs.json with %s', async (_, configs, expected) => {
    test.write(configs);
    const { code, output } = await test.run().ended;
    expect(output).toMatch(expected);
    expect(output).not.toContain('done:');
    expect(code).toBe(2);
    expect(test.look('ls -A')).toBe('');
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ])('ends its builds within seconds when it gets %s', async (signal, exitCode) => {
    const run = test.run({ env: anew() });
    await run.says('blank_image: Making the file systems');
    expect(builders(run)).not.toBe('');
    const asked = Date.now();
    docker('kill', '--signal', signal, run.name);
    const { code } = await run.ended;
    expect(Date.now() - asked).toBeLessThan(STOP_SECONDS * 1000);
    expect(code).toBe(exitCode);
    expect(builders(run)).toBe('');
    expect(test.look('ls -A')).toBe('');
  });

  it('sweeps, on the next run, what one that was killed outright has left', async () => {
    const run = test.run({ env: anew() });
    await run.says('blank_image: Making the file systems');
    docker('kill', run.name);
    expect((await run.ended).code).toBe(137);
    expect(builders(run)).not.toBe('');
    test.write({ base_image: {} });
    expect((await test.run().ended).code).toBe(0);
    expect(builders(run)).toBe('');
  });
});

interface Inspected {
  Size: number;
  Config: { Labels: Record<string, string> };
}
