import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nxSucceeds } from './lib/workspace';

const MIDDLE = ['blank_image', 'root_fs', 'rpi_bootloader', 'rpi_kernel'];

describe('the graph', () => {
  let dependencies: Record<string, string[]>;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-graph-'));
    const file = join(folder, 'graph.json');
    await nxSucceeds('run', 'rpi_sd_image:build', `--graph=${file}`);
    ({ dependencies } = (
      JSON.parse(readFileSync(file, 'utf8')) as { tasks: { dependencies: typeof dependencies } }
    ).tasks);
    rmSync(folder, { recursive: true });
  });

  it.each(MIDDLE)('lets %s build as soon as base_image is there', (component) => {
    expect(dependencies[`${component}:build`]).toEqual(['base_image:build']);
  });

  it('puts the image together when all of them are there', () => {
    const read = ['base_image', ...MIDDLE].map((component) => `${component}:build`);
    expect([...dependencies['rpi_sd_image:build']!].sort()).toEqual(read.sort());
  });
});
