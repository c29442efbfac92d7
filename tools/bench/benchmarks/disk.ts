import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { nx, QUICK } from '../../e2e/lib/workspace';
import type { WorkspaceCopy } from '../../e2e/lib/workspace-copy';
import type { Benchmark } from '../lib/benchmark';
import { inCopy } from '../lib/in-copy';

const SAMPLE_MILLISECONDS = 200;

/** What a build of the image needs at once, beside what lies there before. The engine has to be on this machine. */
export const diskBenchmark: Benchmark = {
  name: 'disk',
  title: 'disk space while an image is built',
  goal: 3,
  measure: () =>
    inCopy(async (workspace) => {
      await workspace.nx(['run', 'root_fs:build']);
      const hostname = `bench-${randomBytes(4).toString('hex')}`;
      workspace.write('configs.json', JSON.stringify({ root_fs: { hostname } }));
      const free = freeAt(engineFolder());
      const before = free();
      let least = before;
      const watch = setInterval(() => (least = Math.min(least, free())), SAMPLE_MILLISECONDS);
      const run = nx(['run', 'rpi_sd_image:build'], { ...QUICK, HYPRIOTKIT_CONFIGS: '' }, workspace.root);
      const { code, output } = await run.ended;
      clearInterval(watch);
      if (code !== 0) throw new Error(output);
      return { value: before - least, unit: 'MB', reference: { what: 'the image', value: imageSize(workspace) } };
    }),
};

const engineFolder = (): string =>
  execFileSync('docker', ['info', '--format', '{{.DockerRootDir}}'], { encoding: 'utf8' }).trim();

/** Returns what tells the free space of a file system, in MB. */
const freeAt = (folder: string) => (): number => {
  const { bavail, bsize } = statfsSync(folder);
  return (bavail * bsize) / 1e6;
};

/** In MB, unpacked, as `unzip -l` says. */
function imageSize(workspace: WorkspaceCopy): number {
  const zip = join(workspace.root, 'dist', 'artifacts', 'rpi_sd_image', 'hypriotos-rpi64-latest.img.zip');
  const listed = execFileSync('unzip', ['-l', zip], { encoding: 'utf8' });
  return Number(/^\s*(\d+).*\.img$/m.exec(listed)![1]) / 1e6;
}
