import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ARTIFACTS, nxSucceeds } from './lib/workspace';

/** Names that scripts of the tool's users rely on. */
const EXPECTED: Record<string, RegExp[]> = {
  root_fs: [/^rootfs-arm64-debian-latest\.tar\.gz$/],
  blank_image: [/^rpi-raw\.img\.zip$/],
  rpi_bootloader: [/^rpi-bootloader\.tar\.gz$/],
  rpi_kernel: [/^[\d.]+-hypriotos-v8\.tar\.gz$/, /^[\d.]+-hypriotos-v8\.config$/, /^bootfiles\.tar\.gz$/],
  rpi_sd_image: [/^hypriotos-rpi64-latest\.img\.zip$/],
};
const HOUR = 60 * 60 * 1000;

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

describe('the image of the default configuration', () => {
  beforeAll(() => nxSucceeds('run', 'rpi_sd_image:build'), HOUR);

  it.each(Object.entries(EXPECTED))('%s leaves its files with their checksums', async (component, patterns) => {
    const folder = join(ARTIFACTS, component);
    const files = readdirSync(folder).filter((name) => name !== 'manifest.json' && !name.endsWith('.sha256'));
    expect(files).toHaveLength(patterns.length);
    for (const pattern of patterns) {
      const file = files.find((name) => pattern.test(name)) ?? '';
      const said = readFileSync(join(folder, `${file}.sha256`), 'utf8');
      expect(said).toBe(`${await sha256(join(folder, file))}  ${file}\n`);
    }
  });

  it('is not built again when nothing has changed', async () => {
    const { output } = await nxSucceeds('run', 'rpi_sd_image:build');
    expect(output).toContain('Nx read the output from the cache instead of running the command for 6 out of 6 tasks');
  });

  it(
    'boots in QEMU to a running Docker',
    async () => {
      const { output } = await nxSucceeds('run', 'rpi_sd_image:boot');
      expect(output).toMatch(/rpi_sd_image: done: succeeded/);
    },
    HOUR,
  );
});
