import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyExamples, EXAMPLES, exampleVariables, SWARM_KEY_FILE } from '../lib/examples';
import { WorkspaceCopy } from '../lib/workspace-copy';

const ENV = exampleVariables('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPWNJ0FTV5oXP/ZqTPSrIvt6RVY9jOQz6I2B7kRV4nwt swarm');

let workspace: WorkspaceCopy;
beforeAll(() => {
  workspace = new WorkspaceCopy();
  copyExamples(workspace);
  for (const file of [SWARM_KEY_FILE, `${SWARM_KEY_FILE}.pub`]) workspace.write(file, 'key\n');
});
afterAll(() => workspace?.remove());

it('are boards when they are copied, share all but their own, and are no projects where they are', async () => {
  const output = await workspace.nx(['run-many', '-t', 'build', '-p', EXAMPLES.join(','), '--graph=stdout'], ENV);
  const { graph, tasks } = JSON.parse(output.slice(output.indexOf('{'))) as {
    graph: { nodes: Record<string, { data: { root: string } }> };
    tasks: { tasks: object };
  };
  const roots = Object.values(graph.nodes).map(({ data }) => data.root);
  expect(roots.filter((root) => root.startsWith('boards/')).sort()).toEqual(EXAMPLES.map((name) => `boards/${name}`));
  expect(roots.filter((root) => root.startsWith('examples'))).toEqual([]);
  const shared = ['base_image', 'blank_image', 'rpi_bootloader', 'rpi_kernel'].map((name) => `${name}:build`);
  const own = EXAMPLES.flatMap((name) => [`${name}:build`, `${name}:build-root_fs`]);
  expect(Object.keys(tasks.tasks).sort()).toEqual([...shared, ...own].sort());
});

it('have configurations that are accepted, with secrets from the environment', async () => {
  const output = await workspace.nx(['run', 'sensor:config'], ENV);
  expect(output).toMatch(/hostname +sensor +boards\/sensor\/configs\.json/);
  expect(output).toContain(ENV['WIFI_NAME']);
  expect(output).not.toContain(ENV['WIFI_PASSWORD']);
  await expect(workspace.nx(['run', 'swarm-manager:config'])).rejects.toThrow(
    'root_fs.ssh_authorized_keys[0]: the environment variable SWARM_KEY is not set',
  );
});

it.each(EXAMPLES)('%s has everything that its configuration names', (name) => {
  const { $schema, ...configuration } = JSON.parse(workspace.read(`boards/${name}/configs.json`)) as {
    $schema: string;
  };
  expect(existsSync(join(workspace.root, 'boards', name, $schema))).toBe(true);
  for (const [path] of JSON.stringify(configuration).matchAll(/boards\/[^"]+/g)) {
    expect({ path, exists: existsSync(join(workspace.root, path)) }).toEqual({ path, exists: true });
  }
});

it('keep the key of the swarm out of git', () => {
  const ignored = execFileSync('git', ['check-ignore', SWARM_KEY_FILE, `${SWARM_KEY_FILE}.pub`], {
    cwd: workspace.root,
    encoding: 'utf8',
  });
  expect(ignored).toBe(`${SWARM_KEY_FILE}\n${SWARM_KEY_FILE}.pub\n`);
});

it('have the images of their compose files in the system', () => {
  const images = (text: string) => [...text.matchAll(/^ *image: (\S+)$/gm)].map(([, image]) => image);
  expect(images(workspace.read('boards/pi-hole/compose.yaml'))).toEqual(containerImages('pi-hole'));
  expect(images(workspace.read('boards/sensor/app/compose.yaml'))).toEqual(containerImages('sensor'));
});

it.each([
  ['no sensor', {}, 'There is no sensor on the 1-wire bus.\n', ''],
  [
    'a sensor',
    { '28-0316a2795bff': '21562\n' },
    /^\S+Z,28-0316a2795bff,21\.562\n$/,
    /^20\d\d-.*Z,28-0316a2795bff,21\.562\n$/,
  ],
])('the sensor board with %s reads what is there', (_, sensors, said, kept) => {
  const folder = join(workspace.root, 'tmp', 'bus');
  mkdirSync(folder, { recursive: true });
  workspace.write('tmp/bus/readings.csv', '');
  for (const [name, value] of Object.entries(sensors)) {
    workspace.write(`tmp/bus/devices/${name}/temperature`, value);
  }
  const script = workspace
    .read('boards/sensor/app/read.sh')
    .replaceAll('/sys/bus/w1', folder)
    .replaceAll('/data', folder)
    .replace('sleep 60', 'exit');
  expect(execFileSync('sh', ['-c', script]).toString()).toEqual(expect.stringMatching(said));
  expect(readFileSync(join(folder, 'readings.csv'), 'utf8')).toEqual(expect.stringMatching(kept));
});

function containerImages(board: string): unknown {
  return fields(board)['container_images'];
}

function fields(board: string): Record<string, unknown> {
  return (JSON.parse(workspace.read(`boards/${board}/configs.json`)) as Record<string, Record<string, unknown>>)[
    'rpi_sd_image'
  ]!;
}
