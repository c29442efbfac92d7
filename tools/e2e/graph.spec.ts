import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nxSucceeds } from './lib/workspace';

const MIDDLE = ['blank_image', 'root_fs', 'rpi_bootloader', 'rpi_kernel'];

/** What `--graph` writes, as far as it is read here. */
interface Graph {
  tasks: { dependencies: Record<string, { id: string }[]> };
}

describe('the graph', () => {
  let dependencies: Record<string, string[]>;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-graph-'));
    const file = join(folder, 'graph.json');
    await nxSucceeds('run', 'rpi_sd_image:build', `--graph=${file}`);
    const { tasks } = JSON.parse(readFileSync(file, 'utf8')) as Graph;
    dependencies = Object.fromEntries(
      Object.entries(tasks.dependencies).map(([task, ends]) => [task, ends.map(({ id }) => id).sort()]),
    );
    rmSync(folder, { recursive: true });
  });

  it.each(MIDDLE)('lets %s build as soon as base_image is there', (component) => {
    expect(dependencies[`${component}:build`]).toEqual(['base_image:build']);
  });

  it('puts the image together when all of them are there', () => {
    const read = ['base_image', ...MIDDLE].map((component) => `${component}:build`);
    expect(dependencies['rpi_sd_image:build']).toEqual(read.sort());
  });
});
