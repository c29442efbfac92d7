import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningContainer } from '../../tools/e2e/lib/containers';
import { PREAMBLE, rootFsBuilder } from '../../tools/e2e/lib/root-fs-builder';

/** An archive whose key, of the fingerprint, vouches for itself with SHA-1. */
const OLD_ARCHIVE = {
  path: join(__dirname, '..', '..', 'tools', 'e2e', 'lib', 'old-archive'),
  key: 'CE4F8E58166A9BDC61BF925D03E127CC85CB87E5',
};

let builder: RunningContainer;
beforeAll(async () => {
  builder = await rootFsBuilder();
  builder.copyIn(OLD_ARCHIVE.path, '/old-archive');
});
afterAll(() => builder?.remove());

const run = (script: string, env: Record<string, string> = {}) => builder.run(PREAMBLE + script, env);

/** What a target comes to: "architecture suite mirror keyring". */
async function read(target: string, env: Record<string, string> = {}) {
  const { output } = await run(
    `read_target ${target}; echo "$TARGET_ARCHITECTURE $TARGET_SUITE $TARGET_MIRROR $TARGET_KEYRING"`,
    env,
  );
  return output.trim();
}

/** Asks the archive, as a build does first. */
const ask = (target: string, env: Record<string, string>) =>
  run(
    `read_target ${target}; [[ $TARGET_OLD_KEY != yes ]] || allow_old_key
     sources=$(target_sources); read_indexes "$sources"; cat $WORK_DIR/names; choose_packages "$sources"`,
    env,
  );

it('without devices for its programs, a tree is not begun', async () => {
  const fields = ['HOSTNAME', 'GROUPNAME', 'USERNAME', 'PASSWORD', 'OS_VERSION'].map((name) => [
    `HYPRIOT_${name}`,
    'x',
  ]);
  const common = {
    TIMEZONE: 'UTC',
    LOCALE: 'C.UTF-8',
    TARGET: 'arm64-debian',
    SOURCE_DATE_EPOCH: '0',
    HYPRIOTKIT_JOBS: '2',
  };
  // As with an engine in a user namespace that gives no right to mount.
  const { code, output } = await builder.run(
    'cp() { false; }; mount() { false; }; export -f cp mount; /builder/build.sh',
    { ...common, ...(Object.fromEntries(fields) as Record<string, string>) },
  );
  expect(code).toBe(1);
  expect(output).toMatch(/^error: this engine lets containers neither make device nodes nor mount them/);
});

const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

describe('a target', () => {
  it.each([
    ['arm64-debian', {}, `arm64 trixie debian ${DEBIAN_KEYRING}`],
    ['armhf-debian', {}, `armhf trixie debian ${DEBIAN_KEYRING}`],
    ['amd64', {}, `amd64 trixie debian ${DEBIAN_KEYRING}`],
    ['i386', {}, `i386 trixie debian ${DEBIAN_KEYRING}`],
    ['armhf-raspbian', {}, /^armhf trixie http\S+raspbian https\S+raspbian\.public\.key$/],
    ['mips', {}, /^mips buster http\S+debian \S+removed-keys\.gpg \S+debian-archive-keyring\.gpg$/],
    [
      'mips',
      { ARCHITECTURE: 'mipsel', SUITE: 'bookworm', MIRROR: 'debian' },
      `mipsel bookworm debian ${DEBIAN_KEYRING}`,
    ],
    [
      'armhf-raspbian',
      { MIRROR: 'http://mirror.localhost/raspbian', SUITE: 'bookworm', KEYRING: DEBIAN_KEYRING },
      `armhf bookworm http://mirror.localhost/raspbian ${DEBIAN_KEYRING}`,
    ],
  ] as const)('%s %j is %s', async (target, env, expected) => {
    expect(await read(target, env)).toMatch(expected);
  });

  it.each([
    ['vax', {}, "cannot build 'vax'. Choose root_fs.target from: amd64, arm64-debian, armhf-debian, armhf-raspbian,"],
    ['mips', { ARCHITECTURE: 's390x' }, 'root_fs.architecture from: mips, mipsel, mips64el'],
    ['amd64', { KEYRING: 'https://keys.localhost/key.asc' }, 'Set root_fs.keyring_fingerprint'],
    // The fingerprint of the target's own key is not that of another one.
    ['armhf-raspbian', { KEYRING: 'https://keys.localhost/key.asc' }, 'Set root_fs.keyring_fingerprint'],
    ['amd64', { KEYRING: '/nowhere.gpg' }, 'no keyring /nowhere.gpg in the builder'],
  ])('%s %j is refused', async (target, env, message) => {
    expect(await read(target, env as Record<string, string>)).toContain(message);
  });

  it('brings its keyring along, where its packages do not', async () => {
    const { output } = await run(
      'read_target amd64; mkdir $WORK_DIR/tree; keep_keys $WORK_DIR/tree; cd $WORK_DIR/tree; find . -type f',
    );
    expect(output).toBe(`.${DEBIAN_KEYRING}\n`);
  });

  it('from an archive of old releases may be signed long ago, and is signed with keys that are on the board too', async () => {
    const { output } = await run('read_target mips; target_sources');
    expect(output).toMatch(
      /^Types: deb\nURIs: \S+\nSuites: buster\nComponents: main\nCheck-Valid-Until: no\nSigned-By: \/usr\/share\S+ \/usr\/share\S+\n\n$/,
    );
    const current = await run('read_target mips; target_sources', { SUITE: 'bookworm', MIRROR: 'debian' });
    expect(current.output).toMatch(/^Suites: bookworm$/m);
    expect(current.output).not.toContain('Check-Valid-Until');
  });
});

describe('what the archive has', () => {
  it.each([
    [
      'a suite that is not there',
      'amd64',
      { SUITE: 'nosuch' },
      'the packages of nosuch cannot be had from the Debian mirror',
    ],
    [
      'an architecture that the release lacks',
      'mips',
      { MIRROR: 'debian', SUITE: 'trixie' },
      'trixie of the Debian mirror has no packages for mips.',
    ],
    [
      'a keyring that does not fit',
      'amd64',
      { KEYRING: '/usr/share/keyrings/debian-archive-removed-keys.gpg' },
      'the packages of trixie cannot be had from the Debian mirror, or they are not signed with a key of /usr/share/keyrings/debian-archive-removed-keys.gpg.',
    ],
  ])('%s ends the build at once', async (_, target, env, message) => {
    const { code, output } = await ask(target, env);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(`error: ${message}`) });
  });

  it('in an old release is less: what is marked so is left out', async () => {
    const { code, output } = await ask('amd64', { SUITE: 'bookworm' });
    expect(code).toBe(0);
    expect(output).toMatch(/^==> Leaving out what bookworm does not have: linux-sysctl-defaults firmware-mediatek$/m);
    expect(output.trimEnd().split('\n').at(-1)).toMatch(/^systemd,systemd-sysv,systemd-resolved,.*,sudo$/);
  });

  it('in the release of the builder is all of it', async () => {
    const { code, output } = await ask('amd64', {});
    expect(code).toBe(0);
    expect(output).not.toContain('Leaving out');
    expect(output).toContain(',linux-sysctl-defaults,');
  });
});

describe('an archive with a key of its own', () => {
  const old = {
    SUITE: 'old',
    MIRROR: 'file:///old-archive',
    KEYRING: 'file:///old-archive/key.asc',
    KEYRING_FINGERPRINT: OLD_ARCHIVE.key,
  };
  // Raspbian's data say that its key is old, Debian's do not.
  const asRaspbian = (env: Record<string, string>) => ask('armhf-raspbian', { ...old, ...env });

  it('is believed when the key has the fingerprint, though that vouches for itself with SHA-1', async () => {
    const { output } = await asRaspbian({});
    expect(output).toMatch(/error: old of file:\/\/\/old-archive has no systemd systemd-sysv .* for armhf/);
  });

  it('is believed by what installs the packages, too, and by the board', async () => {
    const { code, output } = await run(
      `read_target armhf-raspbian; allow_old_key; sources=$(target_sources); mkdir $WORK_DIR/tree
       mmdebstrap --quiet --mode=root --variant=custom --architectures=armhf old $WORK_DIR/tree - <<<"$sources"
       keep_keys $WORK_DIR/tree
       grep ^sha1 $WORK_DIR/tree/etc/crypto-policies/back-ends/apt-sequoia.config
       grep --count 'BEGIN PGP PUBLIC KEY BLOCK' $WORK_DIR/tree/etc/apt/sources.list.d/*.sources`,
      old,
    );
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringMatching(/^sha1\.second_preimage_resistance = "always"\n1$/m),
    });
  });

  it('is not believed with such a key where that is not expected', async () => {
    const { output } = await ask('amd64', old);
    expect(output).toContain('SHA1 is not considered secure');
    expect(output).toContain('error: the packages of old cannot be had from file:///old-archive');
  });

  it('is not believed when the key has another fingerprint', async () => {
    const { output } = await asRaspbian({ KEYRING_FINGERPRINT: '0'.repeat(40) });
    expect(output).toContain(`holds no key with the fingerprint ${'0'.repeat(40)}; it has ${OLD_ARCHIVE.key}`);
    expect(output).not.toContain('InRelease');
  });

  it('is not believed when what it signed has changed', async () => {
    await builder.run(
      'cp --recursive /old-archive /changed; sed -i s/^Codename:.*/Codename:new/ /changed/dists/old/InRelease',
    );
    const { output } = await asRaspbian({ MIRROR: 'file:///changed' });
    expect(output).toContain('error: the packages of old cannot be had from file:///changed');
  });
});

describe('a list of names', () => {
  it.each(['time-zones', 'locales', 'keyboards'])('%s has what Debian has', async (list) => {
    builder.copyIn(join(__dirname, 'testing', 'names.sh'), '/names.sh');
    const { code, output } = await run(`/names.sh ${list}`);
    const { enum: names } = JSON.parse(readFileSync(join(__dirname, `${list}.json`), 'utf8')) as { enum: string[] };
    expect({ code, names: output.trim().split('\n') }).toEqual({ code: 0, names: names.filter(Boolean) });
  });
});

describe('packages of the configuration', () => {
  const check = (packages: string) =>
    run(
      'read_target arm64-debian; sources=$(target_sources); read_indexes "$sources" >/dev/null; check_added_packages',
      {
        PACKAGES: packages,
      },
    );

  it.each([
    ['htop\nhtpo', 'error: root_fs.packages[1]: there is no package htpo for arm64; did you mean '],
    ['no-such-thing-at-all', 'there is no package no-such-thing-at-all for arm64. Correct it'],
    ['htop=1.0', 'error: root_fs.packages[0]: there is no version 1.0 of htop; there are 3.'],
    ['htop/sid', 'error: root_fs.packages[0]: sid has no htop; it is in trixie.'],
  ])('%j are refused, and it is said why', async (packages, message) => {
    const { code, output } = await check(packages);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(message) });
  });

  it('are taken with a name, a suite or a version', async () => {
    const { output } = await run(
      'apt-get update >/dev/null; apt-cache madison htop | cut -d "|" -f 2 | head -n 1 | xargs',
    );
    expect(await check(`htop\nhtop/trixie\nhtop=${output.trim()}`)).toMatchObject({ code: 0 });
  });

  it('come from archives of the configuration, too, if their key has the fingerprint', async () => {
    const archive = { uris: ['file:///old-archive'], suites: ['old'], components: ['main'], key: 'keys/key.asc' };
    const sources = (fingerprint: string) =>
      run(
        'mkdir -p /workspace/repository_keys; cp /old-archive/key.asc /workspace/repository_keys; repository_sources',
        {
          REPOSITORIES: JSON.stringify([{ ...archive, fingerprint }]),
        },
      );
    expect((await sources(OLD_ARCHIVE.key)).output).toMatch(
      /^Types: deb\nURIs: file:\/\/\/old-archive\nSuites: old\nComponents: main\nSigned-By: \n -----BEGIN PGP/m,
    );
    expect((await sources('0'.repeat(40))).output).toContain('holds no key with the fingerprint 0000');
  });
});
