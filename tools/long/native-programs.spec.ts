import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkspaceCopy } from '../e2e/lib/workspace-copy';

/*
 * While packages are installed in a tree for another architecture, the builder's own programs replace those of the tree
 * (docs/decisions/native-programs.md). The artifacts have to be byte for byte what plain emulation gives. The kernel is Debian's,
 * because its package does more during installation than a compiled kernel.
 */

const HOUR = 60 * 60 * 1000;
const KERNEL = {
  rpi_kernel: { kernel_repo: 'deb:linux-image-arm64' },
  root_fs: { packages: ['nginx', 'python3-yaml'] },
};

let workspace: WorkspaceCopy;
beforeAll(() => {
  workspace = new WorkspaceCopy();
  workspace.write('configs.json', JSON.stringify(KERNEL));
});
afterAll(() => workspace.remove());

it(
  'give what plain emulation gives',
  async () => {
    const natively = await built();
    workspace.edit('components/base_image/builder/emulation.sh', (text) =>
      text.replace(/^is_emulated\(\) \{\n.*\n/m, 'is_emulated() {\n    false\n'),
    );
    expect(await built()).toEqual(natively);
  },
  2 * HOUR,
);

/** Returns the digests of the artifacts that have trees in them. */
async function built(): Promise<Record<string, string>> {
  await workspace.nx(['run', 'rpi_sd_image:build']);
  const folders = ['root_fs', 'rpi_sd_image'].map((name) => join(workspace.root, 'dist', 'artifacts', name));
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const artifacts = files.filter((file) => /\.(gz|zip)$/.test(file));
  return Object.fromEntries(
    artifacts.map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}
