import { RunningContainer } from '../../e2e/lib/containers';
import type { Benchmark, Result } from '../lib/benchmark';
import { inCopy } from '../lib/in-copy';

const OWN = 'root-fs-native';

/** The root filesystem from nothing, packed: for the board, and for this machine's architecture. */
export const rootFsBenchmarks: Benchmark[] = [
  {
    name: OWN,
    title: 'root_fs for amd64, from nothing',
    measure: async () => ({ value: await secondsOf('amd64'), unit: 's' }),
  },
  {
    name: 'root-fs',
    title: 'root_fs for arm64, from nothing',
    goal: 1.5,
    measure: async (earlier) => {
      const reference = { what: 'mmdebstrap for amd64', value: await mmdebstrapSeconds() };
      return { value: await measuredOnce(earlier), unit: 's', reference };
    },
  },
  {
    name: 'root-fs-foreign',
    title: 'the same',
    goal: 1.1,
    measure: async (earlier) => {
      const own = earlier.find(({ name }) => name === OWN)?.value ?? (await secondsOf('amd64'));
      return { value: await measuredOnce(earlier), unit: 's', reference: { what: 'root_fs for amd64', value: own } };
    },
  },
];

const measuredOnce = async (earlier: Result[]): Promise<number> =>
  earlier.find(({ name }) => name === 'root-fs')?.value ?? (await secondsOf('arm64-debian'));

/** The builder's image is there, the packages are downloaded. */
function secondsOf(target: string): Promise<number> {
  return inCopy(async (workspace) => {
    workspace.write('configs.json', JSON.stringify({ root_fs: { target } }));
    await workspace.nx(['run', 'base_image:build']);
    const started = Date.now();
    await workspace.nx(['run', 'root_fs:build', '--fresh', '--skip-nx-cache']);
    return (Date.now() - started) / 1000;
  });
}

/** The same packages, with the same options, and nothing else: no configuration, no archive. */
async function mmdebstrapSeconds(): Promise<number> {
  const builder = new RunningContainer('hypriotkit/root_fs:latest');
  try {
    const { code, output, seconds } = await builder.run(
      `packages=$(sed 's/#.*//; s/?$//' /builder/packages | xargs | tr ' ' ,)
       mmdebstrap --mode=root --format=directory --variant=minbase --architectures=amd64 --include="$packages" \\
         --components=main,non-free-firmware --dpkgopt=/builder/files/etc/dpkg/dpkg.cfg.d/hypriotos \\
         --dpkgopt=force-unsafe-io --aptopt='APT::Install-Recommends "false"' \\
         --skip=chroot/mount/proc,chroot/mount/sys trixie /var/tmp/tree`,
    );
    if (code !== 0) throw new Error(output);
    return seconds;
  } finally {
    builder.remove();
  }
}
