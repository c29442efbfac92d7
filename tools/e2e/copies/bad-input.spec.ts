import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nx as start, USUAL } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

describe('bad input ends a build before any work', () => {
  let workspace: WorkspaceCopy;
  beforeAll(async () => {
    workspace = new WorkspaceCopy();
    await workspace.nx(['run', 'base_image:build']);
  });
  afterAll(() => workspace.remove());

  const nx = (args: string[], env: NodeJS.ProcessEnv = {}) => start(args, env, workspace.root);

  const fails = async (args: string[], env: NodeJS.ProcessEnv = {}) => {
    const { code, output } = await nx(['run', ...args, '--skip-nx-cache', '--exclude-task-dependencies'], env).ended;
    expect(code).toBe(1);
    expect(output).not.toContain('Building the image');
    return output;
  };

  const withUserFile = async (text: string, task: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-user-'));
    const file = join(folder, 'configs.json');
    writeFileSync(file, text);
    const outcome = await nx(['run', task], { HYPRIOTKIT_CONFIGS: file }).ended;
    rmSync(folder, { recursive: true });
    return outcome;
  };

  it('a field that does not exist', async () => {
    expect(await fails(['blank_image:build', '--devise=rpi'])).toContain(
      'blank_image.devise: unknown field; did you mean "device"?',
    );
  });

  it('a value that is none of the choices', async () => {
    expect(await fails(['blank_image:build', '--device=toaster'])).toContain(
      'blank_image.device: "toaster" is not one of "rpi", "odroid"',
    );
  });

  it('a target that is none', async () => {
    const { code, output } = await nx(['run', 'root_fs:build', '--skip-nx-cache', '--', '--target=vax']).ended;
    expect(code).toBe(1);
    expect(output).toContain('root_fs.target: "vax" is not one of "arm64-debian", "armhf-debian", "armhf-raspbian"');
    expect(output).not.toMatch(/^\w+: done/m);
  });

  it('a fingerprint that is none, and a key at an address with credentials', async () => {
    expect(await fails(['root_fs:build', '--keyring=https://somebody:secret@localhost/key.asc'])).toContain(
      'root_fs.keyring:',
    );
    expect(await fails(['root_fs:build', '--keyring_fingerprint=9DC8'])).toContain('expected the fingerprint of a key');
  });

  it('an option of the last task, before the first one starts', async () => {
    const args = ['run', 'rpi_sd_image:build', '--docker_engine_version=v2', '--skip-nx-cache'];
    const { code, output } = await nx(args).ended;
    expect(code).toBe(1);
    expect(output).toContain('rpi_sd_image.docker_engine_version: "v2"; expected a version');
    expect(output).not.toMatch(/^\w+: done/m);
  });

  it("the name of the configuration in a project's env file, which only its own tasks would get", async () => {
    const file = join(workspace.root, 'components', 'root_fs', '.env');
    writeFileSync(file, 'HYPRIOTKIT_CONFIGS=other.json\n');
    try {
      const output = await fails(['root_fs:build']);
      expect(output).toContain('HK_VARIABLE_OF_TASK');
      expect(output).toContain('components/root_fs/.env sets HYPRIOTKIT_CONFIGS');
    } finally {
      rmSync(file);
    }
  });

  it('defaults of nx.json that replace the inputs of components, unless they have their own', async () => {
    const defaults = { build: { cache: true, inputs: ['{projectRoot}/**/*'] }, '@hypriotkit/docker:build': undefined };
    const set = () => workspace.editJson('nx.json', (json) => (json['targetDefaults'] = defaults));
    try {
      set();
      expect(await fails(['base_image:build'])).toContain('HK_INPUTS_REPLACED');
      Object.assign(defaults, { '@hypriotkit/docker:build': {} });
      set();
      await workspace.nx(['run', 'base_image:build']);
    } finally {
      workspace.restore();
    }
  });

  it('an option that Nx uses itself', async () => {
    expect(await fails(['rpi_sd_image:build', '--version=7'])).toContain('HK_OPTION_TAKEN');
    expect(await fails(['root_fs:build', '--target=amd64'])).toContain('HK_OPTION_TAKEN');
  });

  it('an option of ours that is misspelt', async () => {
    expect(await fails(['blank_image:build', '--engin=tcp://127.0.0.1:1'])).toContain('did you mean "engine"?');
  });

  it('an address of the engine in DOCKER_HOST that makes no sense, before anything is started', async () => {
    const output = await fails(['blank_image:build'], { DOCKER_HOST: 'htp://127.0.0.1:2375' });
    expect(output).toMatch(/DOCKER_HOST is "htp:.*HK_ENGINE_ADDRESS_INVALID/s);
    expect(output).not.toMatch(/^\w+: /m);
  });

  it('a named configuration that does not exist', async () => {
    const unknown = /no configuration "odriod"; did you mean "odroid"\?.*HK_CONFIGURATION_UNKNOWN/s;
    expect(await fails(['blank_image:build:odriod'], USUAL)).toMatch(unknown);
    expect(await fails(['rpi_sd_image:build', '--configuration=odriod'])).toMatch(unknown);
    const { code, output } = await nx(['run-many', '-t', 'build', '-c', 'odriod'], USUAL).ended;
    expect(code).toBe(1);
    expect(output).toContain('No project has a configuration "odriod"');
    expect(output).not.toMatch(/^\w+: /m);
  });

  it("a component of the user's file that does not exist, though all that is built was built before", async () => {
    const { code, output } = await withUserFile('{\n  "rpi_kernal": {}\n}', 'base_image:build');
    expect(code).toBe(1);
    expect(output).toContain('line 2: rpi_kernal: unknown component; did you mean "rpi_kernel"?');
  });

  it('a static address whose gateway is elsewhere, and a Wi-Fi password that is too short and is not shown', async () => {
    const { code, output } = await withUserFile(
      `{
  "rpi_sd_image": {
    "network": { "address": "192.168.1.10/24", "gateway": "192.168.2.1" },
    "wifi": { "country": "GB", "networks": [{ "ssid": "nest", "password": "yo-ho-o" }] }
  }
}`,
      'rpi_sd_image:build',
    );
    expect(code).toBe(1);
    expect(output).toContain(
      'line 3: rpi_sd_image.network.gateway: "192.168.2.1"; expected the address of another host',
    );
    expect(output).toContain('line 4: rpi_sd_image.wifi.networks[0].password: the given value; expected a Wi-Fi');
    expect(output).not.toContain('yo-ho-o');
    expect(output).not.toMatch(/^\w+: done/m);
  });

  it('user-data that are not YAML', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-user-data-'));
    const file = join(folder, 'user-data');
    writeFileSync(file, '#cloud-config\nhostname: [pearl\n');
    const { code, output } = await withUserFile(
      JSON.stringify({ rpi_sd_image: { user_data: file } }),
      'rpi_sd_image:build',
    );
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    expect(output).toContain(`, line 1, names "${file}", which cannot be used: line `);
    expect(output).toMatch(/line \d: is not valid YAML/);
    expect(output).not.toMatch(/^\w+: done/m);
  });

  it('an SD image of a target that it is not for', async () => {
    const { code, output } = await withUserFile('{ "root_fs": { "target": "amd64" } }', 'rpi_sd_image:build');
    expect(code).toBe(1);
    expect(output).toMatch(/root_fs\.target is "amd64".*it supports arm64-debian\..*HK_VALUE_UNSUPPORTED/s);
    expect(output).not.toMatch(/^\w+: done/m);
  });

  it('a builder folder that is not there', async () => {
    expect(await fails(['blank_image:build', '--repo=nowhere'])).toMatch(/nowhere.*\n.*HK_BUILD_CONTEXT_INVALID/s);
  });

  it('an engine that does not answer', async () => {
    const output = await fails(['blank_image:build'], { DOCKER_HOST: 'tcp://127.0.0.1:9' });
    expect(output).toContain('HK_ENGINE_UNREACHABLE');
    expect(output).toContain('127.0.0.1:9');
  });
});
