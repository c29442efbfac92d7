import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { expectationsHeld, failures, held, readReport, reportFile } from './lib/report';
import { ARTIFACTS, nxSucceeds } from './lib/workspace';

/** Names that scripts of the tool's users rely on. */
const EXPECTED: Record<string, RegExp[]> = {
  root_fs: [/^rootfs-arm64-debian-latest\.tar\.gz$/],
  blank_image: [/^rpi-raw\.img\.zip$/],
  rpi_bootloader: [/^rpi-bootloader\.tar\.gz$/],
  rpi_kernel: [
    /^[\d.]+-hypriotos-v8\.tar\.gz$/,
    /^[\d.]+-hypriotos-v8\.config$/,
    /^bootfiles\.tar\.gz$/,
    /^linux-image-[\d.]+-hypriotos-v8_[\d.]+-1_arm64\.deb$/,
    /^linux-headers-[\d.]+-hypriotos-v8_[\d.]+-1_arm64\.deb$/,
  ],
  rpi_sd_image: [
    /^hypriotos-rpi64-latest\.img\.zip$/,
    /^hypriotos-rpi64-latest\.img\.bmap$/,
    /^hypriotos-rpi64-latest\.packages$/,
    /^hypriotos-rpi64-latest\.cdx\.json$/,
    /^hypriotos-rpi64-latest\.spdx\.json$/,
    /^hypriotos-rpi64-latest\.licences\.txt\.gz$/,
  ],
};
/** What a folder of artifacts holds beside them. */
const BESIDE_THEM = /^(manifest|inputs)\.json$|^SHA256SUMS$|^provenance\.json$|\.sha256$/;
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
    const files = readdirSync(folder).filter((name) => !BESIDE_THEM.test(name));
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').split('\n');
    expect(files).toHaveLength(patterns.length);
    for (const pattern of patterns) {
      const file = files.find((name) => pattern.test(name)) ?? '';
      const said = readFileSync(join(folder, `${file}.sha256`), 'utf8');
      const line = `${await sha256(join(folder, file))}  ${file}`;
      expect(said).toBe(`${line}\n`);
      expect(sums).toContain(line);
    }
  });

  it('is not built again when nothing has changed', async () => {
    const { output } = await nxSucceeds('run', 'rpi_sd_image:build');
    expect(output).toContain('Nx read the output from the cache instead of running the command for 6 out of 6 tasks');
  });

  it(
    'boots in QEMU, and is as expected, containers and all, before and after a reboot',
    async () => {
      const { output } = await nxSucceeds('run', 'rpi_sd_image:boot', '--reuse');
      expect(output).toMatch(/rpi_sd_image: done: succeeded/);
      const report = readReport('boot');
      expect(failures(report)).toEqual([]);
      expect(held(report, 'first boot')).toEqual([
        'there is a login prompt',
        'pirate logs in on the console with the password',
        'pirate logs in over SSH with the key',
        'the system is up without a failed unit',
        'Docker runs',
        'systemd tells when it started each unit',
        'every mount succeeds from the first moment on',
        'an image can be imported',
        'a container runs',
        'a container on the bridge reaches its gateway',
        'a container has the limits that it is given',
        'a container is confined by AppArmor',
        'a container has system calls filtered, and control groups of its own',
        'a container can be stopped',
        'a swarm can be started',
        'docker compose brings a project up',
        'its container is confined by AppArmor',
      ]);
      expect(held(report, 'after a reboot')).toEqual([
        'reboot ends in order',
        'there is a login prompt',
        'pirate logs in over SSH with the key',
        'the clock has not gone back',
        'a file is still there',
        'the system is up without a failed unit',
        'Docker runs',
        'systemd tells when it started each unit',
        'the compose project runs again, with its volume',
        'its container is confined by AppArmor again',
        'poweroff ends in order',
      ]);
      expect(expectationsHeld(report, 'first boot')).toBeGreaterThan(50);
      expect(expectationsHeld(report, 'after a reboot')).toBe(expectationsHeld(report, 'first boot'));
      expect(reportFile('boot', 'boot.txt')).toMatch(/there is a login prompt \(\d+ s after switching on\)/);
      expect(reportFile('boot', 'boot.txt')).toMatch(/Docker runs \(\d+ s after the kernel\)/);
      expect(reportFile('boot', 'boot.xml')).toContain('<testsuite ');
      expect(reportFile('boot', 'boot-console.txt')).toContain('black-pearl login:');
    },
    HOUR,
  );
});
