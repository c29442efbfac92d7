import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  checkUserFiles,
  loadConfiguration,
  userFiles,
  withLayer,
  type ComponentConfig,
  type ConfigurationInvalid,
} from '@hypriotkit/config';

const configuration = loadConfiguration(join(__dirname, '..', '..'), {
  env: { HYPRIOTKIT_CONFIGS: 'image/configs.json' },
});

/** What is said of fields that are not valid. */
function problemsOf(fields: object): string[] {
  try {
    withLayer(configuration, 'a test', 'root_fs', fields as Record<string, unknown>);
    return [];
  } catch (error) {
    return (error as ConfigurationInvalid).problems;
  }
}

const archive = {
  uris: ['https://packages.example/debian'],
  suites: ['stable'],
  components: ['main'],
  key: 'keys/example.asc',
  fingerprint: '9DC8 5822 9FC7 DD38 854A  E2D8 8D81 803C 0EBF CD88',
};

it.each([
  [
    { timezone: 'Berlin' },
    'root_fs.timezone: "Berlin"; expected the name of a time zone, .*did you mean "Europe/Berlin"',
  ],
  [{ timezone: 'Europe/Berln' }, 'did you mean "Europe/Berlin"'],
  [{ timezone: '' }, 'root_fs.timezone: ""; expected the name of a time zone, such as Europe/Berlin$'],
  [{ locale: ['en_US.UTF-8', 'de_DE'] }, 'root_fs.locale\\[1\\]: "de_DE"; expected .*did you mean "de_DE.UTF-8"'],
  [{ locale: [] }, 'root_fs.locale: \\[\\]; expected the names of locales'],
  [{ keyboard: 'german' }, 'root_fs.keyboard: "german"; expected the name of a keyboard layout'],
  [{ keyboard: 'nodeadkeys' }, 'did you mean "\\w+\\(nodeadkeys\\)"'],
  [{ packages: ['htop', 'Vim'] }, 'root_fs.packages\\[1\\]: "Vim"; expected a package of Debian'],
  [{ packages: ['htop:amd64'] }, 'root_fs.packages\\[0\\]: "htop:amd64"; expected a package'],
  [{ packages: ['htop', 'htop'] }, 'root_fs.packages: .*; expected packages, each once'],
  [
    { repositories: [{ ...archive, fingerprint: '0EBFCD88' }] },
    'repositories\\[0\\].fingerprint: "0EBFCD88"; expected',
  ],
  [{ repositories: [{ ...archive, uris: ['https://davy:locker@a.example'] }] }, 'uris\\[0\\]: "https://\\*\\*\\*@a'],
  [{ repositories: [{ ...archive, urls: [] }] }, 'repositories\\[0\\].urls: unknown field; did you mean "uris"'],
  [{ repositories: [{ uris: archive.uris }] }, 'root_fs.repositories\\[0\\]: "suites" is missing'],
  [
    { password_hash: 'hypriot' },
    '^root_fs.password_hash: the given value; expected the hash of a password, as openssl',
  ],
  [{ password_hash: '$1$salt$qJH7.N4xYta3aEG/dfqo/0' }, '^root_fs.password_hash: the given value; expected the hash'],
  [{ groups: ['root'] }, 'root_fs.groups\\[0\\]: "root"; expected the name of a group'],
  [{ sudo: 'always' }, '^root_fs.sudo: "always" is not one of "without_password", "with_password", "none"'],
  [
    { sudo: 'none', groups: ['lp', 'sudo'] },
    'root_fs.groups\\[1\\]: "sudo"; expected a group other than sudo, because root_fs.sudo is none',
  ],
  [{ ssh: { port: 65536 } }, 'root_fs.ssh.port: 65536; expected a port, from 1 to 65535'],
  [{ ssh: { port: 0 } }, 'root_fs.ssh.port: 0; expected a port'],
  [{ ssh: { password_login: 'no' } }, 'root_fs.ssh.password_login: "no"'],
  [{ ssh: { password: false } }, 'root_fs.ssh.password: unknown field; expected one of password_login, port'],
  [{ swap: 'zrm' }, '^root_fs.swap: "zrm" is not one of "auto", "zram", "file", "none"'],
  [{ swap: false }, '^root_fs.swap: '],
  [{ file_modes: [{ path: '/etc/../root', mode: '0600' }] }, 'file_modes\\[0\\].path: "/etc/../root"; expected a path'],
  [{ file_modes: [{ path: '/etc/mine', mode: 'rw' }] }, 'file_modes\\[0\\].mode: "rw"; expected permissions'],
  [{ services: { enabled: ['ssh'] } }, 'root_fs.services.enabled\\[0\\]: "ssh"; expected the full name of a unit'],
  [{ services: { enable: [] } }, 'root_fs.services.enable: unknown field; did you mean "enabled"'],
])('%j is refused before any work', (fields, message) => {
  const problems = problemsOf(fields);
  expect(problems.join('\n')).toMatch(new RegExp(message, 'm'));
  expect(problems.join('\n').length).toBeLessThan(500);
});

it.each([
  { timezone: 'America/Argentina/Ushuaia' },
  { locale: ['ca_ES@valencia', 'C.UTF-8'] },
  { keyboard: 'de(nodeadkeys)' },
  { keyboard: '' },
  { packages: ['htop', 'curl=8.14.1-2+deb13u2', 'git/trixie-backports', 'g++'] },
  { repositories: [archive] },
  { password_hash: `$6$salt$${'a'.repeat(86)}` },
  { password_hash: `$y$j9T$salt$${'a'.repeat(43)}` },
  { groups: ['docker', 'treasure'] },
  { sudo: 'none', groups: ['docker'] },
  { ssh: { password_login: false, port: 2222 } },
  { ssh: {} },
  { swap: 'file' },
  { sudo: 'with_password', groups: ['sudo'] },
  { services: { enabled: ['mine@tty1.service'], disabled: ['apt-daily.timer'] } },
])('%j is taken', (fields) => {
  expect(problemsOf(fields)).toEqual([]);
});

/** What is said of a folder for root_fs.files with one file in it, or of a script. */
function problemOfFiles(fields: Record<string, unknown>, ...made: [path: string, text: string][]): string {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-own-'));
  for (const [path, text] of made) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  try {
    checkUserFiles(userFiles(configuration.schema, 'root_fs', fields as ComponentConfig, folder));
    return '';
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it.each([
  ['bin/mine', 'would replace a link of the system to the same name in usr'],
  ['lib/ld-linux-aarch64.so.1', 'would replace a link'],
  ['usr/lib/aarch64-linux-gnu/libc.so.6', 'would replace a library that every program needs'],
  ['usr/lib/ld-linux-aarch64.so.1', 'would replace a library that every program needs'],
  ['etc/passwd', 'would replace the accounts of the system'],
  ['etc/shadow', 'would replace the accounts of the system'],
  ['usr/bin/dpkg', 'would replace a program that the system needs'],
  ['usr/bin/dpkg-deb', 'would replace a program that the system needs'],
  ['usr/bin/python3.13', 'would replace a program that the system needs'],
  ['usr/lib/systemd/systemd', 'would replace a part of systemd'],
  ['boot/firmware/config.txt', 'would be hidden by the boot partition'],
  ['var/lib/dpkg/status', 'would replace what the system knows about its packages'],
  ['etc/ssh/ssh_host_ed25519_key', 'would be the same key on all boards'],
])('a file %s is refused before any work', (path, reason) => {
  const problem = problemOfFiles({ files: 'mine' }, [`mine/${path}`, 'text']);
  expect(problem).toContain(`files names "mine", which cannot be used: `);
  expect(problem).toContain(reason);
});

it('other files are taken', () => {
  const paths = [
    'etc/profile.d/mine.sh',
    'usr/bin/mine',
    'usr/bin/python-mine.py',
    'usr/lib/systemd/system/mine.service',
  ];
  const made = [...paths, 'usr/local/lib/libmine.so', 'etc/ssh/sshd_config.d/mine.conf', 'home/pirate/.profile'];
  const files = made.map((path): [string, string] => [`mine/${path}`, 'text']);
  expect(problemOfFiles({ files: 'mine' }, ...files)).toBe('');
});

it('a script needs to say which program runs it', () => {
  const scripts = [{ file: 'good.sh' }, { file: 'bad.sh', network: true }];
  const problem = problemOfFiles({ scripts }, ['good.sh', '#!/bin/sh\n'], ['bad.sh', 'echo ahoy\n']);
  expect(problem).toBe('scripts[1].file names "bad.sh", which cannot be used: it does not begin with #!.');
});
