import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { nx, QUICK } from '../../e2e/lib/workspace';
import { RunningContainer } from '../../e2e/lib/containers';
import type { WorkspaceCopy } from '../../e2e/lib/workspace-copy';
import type { Benchmark } from '../lib/benchmark';
import { inCopy } from '../lib/in-copy';

/** From the finished trees to the published image: file systems, checks, block map, compression, checksums. */
export const assemblingBenchmark: Benchmark = {
  name: 'assembling',
  title: 'assembling, compressing and checksumming the image',
  goal: 1.3,
  measure: () =>
    inCopy(async (workspace) => {
      const line = `# ${randomBytes(4).toString('hex')}`;
      workspace.write('configs.json', JSON.stringify({ rpi_sd_image: { config_txt: [line] } }));
      const run = nx(['run', 'rpi_sd_image:build'], { ...QUICK, HYPRIOTKIT_CONFIGS: '' }, workspace.root);
      await run.says('Writing the boot partition');
      const started = Date.now();
      const { code, output } = await run.ended;
      if (code !== 0) throw new Error(output);
      const value = (Date.now() - started) / 1000;
      const reference = { what: 'pigz alone', value: await pigzSeconds(workspace) };
      return { value, unit: 's', reference };
    }),
};

/** On all cores, with the image unpacked as it lies on a disk: with holes. */
async function pigzSeconds(workspace: WorkspaceCopy): Promise<number> {
  const builder = new RunningContainer('hypriotkit/rpi_sd_image:latest');
  try {
    const zip = join(workspace.root, 'dist', 'artifacts', 'rpi_sd_image', 'hypriotos-rpi64-latest.img.zip');
    builder.copyIn(zip, '/var/tmp/');
    await builder.run('cd /var/tmp && unzip -q *.zip && fallocate --dig-holes *.img');
    const { code, output, seconds } = await builder.run('cd /var/tmp && pigz --zip --stdout *.img >again.zip');
    if (code !== 0) throw new Error(output);
    return seconds;
  } finally {
    builder.remove();
  }
}
