import type { CheckResult, Description, ReportData } from '../data';

const MB = 1_000_000;

export const description: Description = {
  bytes: 1000 * MB,
  partitions: [
    {
      ...{ number: 1, start: 4 * MB, bytes: 96 * MB, type: 'c', bootable: true },
      ...{ fileSystem: 'vfat', label: 'HypriotOS', mount: '/boot/firmware', free: 36 * MB },
    },
    {
      ...{ number: 2, start: 100 * MB, bytes: 800 * MB, type: '83', bootable: false },
      ...{ fileSystem: 'ext4', label: 'root', mount: '/', free: 300 * MB },
    },
  ],
  packages: [
    {
      ...{ name: 'bash', version: '5.2.37-2+b10', architecture: 'arm64', section: 'shells', source: 'bash' },
      summary: 'GNU Bourne Again SHell',
    },
    {
      ...{ name: 'docker.io', version: '26.1.5', architecture: 'arm64', section: 'admin', source: 'docker.io' },
      summary: 'Linux container runtime <script>alert(1)</script>',
    },
  ],
  space: [
    { package: 'docker.io', folder: '/usr/sbin', bytes: 300 * MB, files: 3 },
    { package: 'docker.io', folder: '/usr/libexec', bytes: 100 * MB, files: 1 },
    { package: '', folder: '/boot/firmware', bytes: 60 * MB, files: 200 },
    { package: 'bash', folder: '/usr/bin', bytes: 40 * MB, files: 2 },
  ],
};

const result = (group: string, expect: string, own: Partial<CheckResult> = {}): CheckResult => ({
  ...{ expect, group, kind: 'file', ok: true, detail: '', seconds: 0.5, applies: true },
  ...own,
});

export const CONSOLE = `
[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x410fd034]
[    0.000000] Linux version 7.3.4-hypriotos-v8
[   10.000000] systemd[1]: systemd 257.13-1~deb13u1 running in system mode
[   20.000000] systemd[1]: Starting systemd-journald.service - Journal Service...
[   22.000000] systemd[1]: Started systemd-journald.service - Journal Service.
         Starting docker.service - Docker Application Container Engine...
[   50.000000] cloud-init[542]: Cloud-init v. 25.1.4 running 'modules:config' at Sun, 29 Nov 2026 20:55:08 +0000. Up 50 seconds.
[  OK  ] Started docker.service - Docker Application Container Engine.
[   80.000000] cloud-init[542]: Cloud-init v. 25.1.4 finished at Sun, 29 Nov 2026 20:59:17 +0000.
[  OK  ] Started systemd-tmpfiles-clean.tim…y Cleanup of Temporary Directories.
[  OK  ] Stopped target multi-user.target - Multi-User System.
[  OK  ] Reached target final.target - Late Shutdown Services.
[   99.000000] reboot: Restarting system
[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x410fd034]
[    5.000000] systemd[1]: systemd 257.13-1~deb13u1 running in system mode
         Starting ssh.service - OpenBSD Secure Shell server...
[  OK  ] Started ssh.service - OpenBSD Secure Shell server.
`;

const steps = [
  result('first boot', 'there is a login prompt', { kind: 'step', detail: '60 s after switching on' }),
  result('first boot', 'Docker runs', { kind: 'step', detail: '70 s after the kernel' }),
  result('after a reboot', 'there is a login prompt', { kind: 'step', detail: '30 s after switching on' }),
];

export const reportData = (own: Partial<ReportData> = {}): ReportData => ({
  component: 'rpi_sd_image',
  project: 'garage',
  board: 'garage',
  written: Date.UTC(2026, 10, 30, 6, 15),
  folder: 'dist/boards/garage/rpi_sd_image',
  artifacts: [
    { file: 'hypriotos.img.zip', size: 313 * MB, sha256: 'a'.repeat(64), role: 'sd-image' },
    { file: 'hypriotos.packages', size: 8577, sha256: 'b'.repeat(64), role: 'packages' },
  ],
  notes: ['The root partition has 800 MB'],
  description,
  mapped: 500 * MB,
  changes: {
    since: 'the image of 2026-11-29',
    added: [{ name: 'jq', version: '1.7' }],
    removed: [],
    changed: [{ name: 'bash', before: '5.2.37-2', after: '5.2.37-2+b10', direction: 'upgraded', isSecurity: true }],
  },
  build: [
    {
      ...{ component: 'base_image', task: 'base_image:build', reads: [], inRun: false },
      made: { source: 'built', started: 0, ended: 90_000 },
    },
    {
      ...{ component: 'rpi_kernel', task: 'rpi_kernel:build', reads: ['base_image'], inRun: true },
      made: { source: 'built', started: 1_000_000, ended: 1_600_000 },
    },
    {
      ...{ component: 'root_fs', task: 'root_fs:build', reads: ['base_image'], inRun: true },
      made: { source: 'store', started: 1_000_000, ended: 1_005_000 },
    },
    {
      ...{
        component: 'rpi_sd_image',
        task: 'garage:build',
        reads: ['base_image', 'root_fs', 'rpi_kernel'],
        inRun: true,
      },
      made: { source: 'built', started: 1_600_000, ended: 1_660_000 },
    },
  ],
  verify: {
    ...{ title: 'Verified hypriotos.img.zip', ok: false, error: null, seconds: 12.6, isOfThisImage: true },
    results: [
      result('disk', 'the root file system is clean'),
      result('docker', 'Docker is enabled', { ok: false, detail: 'docker.service is <disabled>' }),
      result('docker', 'there is a compose project', { applies: false, detail: 'compose is not set' }),
    ],
  },
  boot: { title: 'Booted', ok: true, error: null, seconds: 900, isOfThisImage: false, results: steps },
  console: CONSOLE,
  boms: [
    {
      file: 'x.cdx.json',
      specVersion: '1.6',
      components: 420,
      types: { library: 400, file: 20 },
      licences: { MIT: 5 },
    },
  ],
  audit: {
    ...{ ok: false, error: null, packages: 2, isOfThisImage: true },
    archives: [{ name: 'trixie-security', origin: 'Debian', date: 'Sun, 29 Nov 2026 20:00:00 UTC' }],
    findings: [
      {
        ...{ kind: 'security', package: 'docker.io', installed: '26.1.5' },
        ...{ available: '26.1.5+deb13u1', archive: 'trixie-security' },
      },
    ],
  },
  configuration: [
    { component: 'root_fs', fields: [{ field: 'password', value: '***', origin: 'boards/garage/configs.json' }] },
  ],
  ...own,
});
