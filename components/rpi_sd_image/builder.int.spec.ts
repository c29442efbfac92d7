import { join } from 'node:path';
import { ensureBuilder, connect } from '@hypriotkit/engine';
import { builderImage, RunningContainer } from '../../tools/e2e/lib/containers';
import { ROOT } from '../../tools/e2e/lib/workspace';

/** What a script begins with that uses the steps of the builder, and the names of what is in its root file system. */
const PREAMBLE = `
  set -euo pipefail
  source /usr/local/lib/hypriotkit/builder.sh
  for part in /builder/lib/*.sh /builder/steps/*.sh; do source "$part"; done
  BUILDER_DIR=/builder
  export SOURCE_DATE_EPOCH=1767225600 ROOT_FS_ARCH=arm64
  SCRATCH=$(mktemp --directory) root=$SCRATCH/root
  mkdir "$root"
  listed() { tr '\\n' ' ' <"$root$IMAGES_LIST"; }
  packed() { tar --list --file "$root$IMAGES_ARCHIVE" | grep -c "$1"; }
`;

let builder: RunningContainer;
let registry: RunningContainer;
beforeAll(async () => {
  const tag = 'hypriotkit-test/registry:latest';
  await ensureBuilder(await connect(), { folder: join(ROOT, 'libs/api/src/testing/registry'), tag });
  registry = new RunningContainer(tag, []);
  builder = new RunningContainer(await builderImage('rpi_sd_image', 'components/rpi_sd_image/builder'));
  builder.copyIn(join(ROOT, 'tools/e2e/lib/container-image.sh'), '/usr/local/bin');
  const { output, code } = await builder.run(`
    mkdir -p /workspace/container_images && cd /workspace/container_images
    for layer in sea land; do head -c 3000000 /dev/urandom >$layer; tar --create --file /$layer.tar $layer; rm $layer; done
    container-image.sh fleet.tar arm64 /sea.tar crow:1.0 docker.io/library/crow:2.0 registry.localhost:5000/nest/crow:latest
    container-image.sh parrot.tar arm64 /sea.tar parrot:latest && gzip parrot.tar
    container-image.sh pc.tar amd64 /sea.tar pc:1
    container-image.sh nameless.tar arm64 /sea.tar
    cp /sea.tar plain.tar`);
  expect({ code, output }).toEqual({ code: 0, output: '' });
});
afterAll(() => {
  builder?.remove();
  registry?.remove();
});

const run = (script: string, env: Record<string, string> = {}) => builder.run(PREAMBLE + script, env);

describe('container images', () => {
  it('of archives lie in the system as one, under the names that Docker shows, each layer once', async () => {
    const { output } = await run('add_container_images "$root"; listed; packed "[.]tar$"; packed manifest.json', {
      CONTAINER_IMAGES: 'my/fleet.tar\n/home/me/parrot.tar.gz',
    });
    expect(output).toContain('crow:1.0 crow:2.0 parrot:latest registry.localhost:5000/nest/crow:latest 1\n1\n');
  });

  it('are none unless some are configured', async () => {
    const { output } = await run('add_container_images "$root"; listed; ls "$root${IMAGES_ARCHIVE%/*}"');
    expect(output).toBe('');
  });

  it.each([
    ['pc.tar', 'the image pc:1 is for linux/amd64 and does not run on the board'],
    ['nameless.tar', 'an image in nameless.tar has no name'],
    ['plain.tar', 'plain.tar is no archive of docker save'],
    ['crow@sha256:' + '0'.repeat(64), 'has a digest and no tag'],
    ['http://127.0.0.1:1/crow', 'the registry has no 127.0.0.1:1/crow, or does not answer'],
  ])('%s: %s', async (image, message) => {
    const { code, output } = await run('add_container_images "$root"', { CONTAINER_IMAGES: image });
    expect(output).toContain(message);
    expect(code).toBe(1);
  });

  it('of a registry are those that the tag points to now, and are fetched once', async () => {
    const name = `${registry.address}:5000/crow:3.0`;
    const put = (layer: string) => `
      container-image.sh /tmp/crow.tar arm64 /${layer}.tar crow
      skopeo copy --quiet --dest-tls-verify=false docker-archive:/tmp/crow.tar docker://${name}; rm /tmp/crow.tar;`;
    const add = (script = '') =>
      run(
        `${script} add_container_images "$root"; listed; tar -xOf "$root$IMAGES_ARCHIVE" --wildcards "*.tar" | tar -t`,
        {
          CONTAINER_IMAGES: `http://${name}`,
        },
      );
    const first = await add(put('sea'));
    expect(first.output).toContain(`Fetching ${name}`);
    expect(first.output).toMatch(new RegExp(`${name} sea$`, 'm'));
    const again = await add();
    expect(again.output).not.toContain('Fetching');
    expect(again.output).toContain(`${name} sea`);
    expect((await add(put('land'))).output).toContain(`${name} land`);
  });

  it('of a registry may be said by their digest, which goes before the tag', async () => {
    const name = `${registry.address}:5000/gull:1`;
    const { output } = await run(
      `container-image.sh /tmp/gull.tar arm64 /sea.tar gull
       skopeo copy --quiet --dest-tls-verify=false docker-archive:/tmp/gull.tar docker://${name}
       digest=$(skopeo inspect --tls-verify=false --format '{{.Digest}}' docker://${name})
       CONTAINER_IMAGES=http://${name}@$digest
       add_container_images "$root"; listed`,
    );
    expect(output).toContain(`${name} `);
    expect(output).not.toContain('error');
  });
});

describe('a compose project', () => {
  const DIGEST = `sha256:${'1'.repeat(64)}`;

  beforeAll(async () => {
    // The root file system of the test is the container's own.
    const { code, output } = await builder.run(
      'apt-get update && apt-get install --yes --no-install-recommends docker-compose',
    );
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
  });

  /** What the build says of a compose file, and files beside it, with two container images in the system. */
  const compose = (files: Record<string, string>, env: Record<string, string> = {}) =>
    run(
      `root=/; rm -rf "$COMPOSE_INPUT" "$COMPOSE_PROJECT"; mkdir -p "$COMPOSE_INPUT/app" "\${IMAGES_LIST%/*}"; cd "$COMPOSE_INPUT/app"
       printf '%s\n' nginx:1.29 app:latest example.org/app:1 >"$IMAGES_LIST"
       ${Object.entries(files)
         .map(([name, text]) => `mkdir -p "$(dirname ${name})"; cat >${name} <<'END'\n${text}\nEND\n`)
         .join('')}
       add_compose_project "$root"`,
      { COMPOSE_SOURCE: 'app', ...env },
    );
  const service = (...lines: string[]) => ({
    'compose.yaml': ['services:', '  web:', ...lines.map((line) => `    ${line}`)].join('\n'),
  });
  const said = (output: string) => output.split('\n').filter((line) => /^(!!|--)> /.test(line));

  it.each([
    [
      'a digest',
      ['image: nginx:1.29@DIGEST'],
      /^!!> The service web names nginx:1.29@DIGEST by its digest.* Write nginx:1.29 in .*: nginx:1.29@DIGEST$/,
    ],
    [
      'a digest without a tag',
      ['image: nginx@DIGEST'],
      /^!!> The service web names nginx@DIGEST.* Write nginx:latest in /,
    ],
    [
      'a digest by a variable',
      ['image: nginx:${TAG:-1.29@DIGEST}'],
      /^!!> The service web names nginx:1.29@DIGEST by its digest/,
    ],
    [
      'an image that is not there',
      ['image: redis'],
      /^!!> The service web does not start without a network: the image redis is not in/,
    ],
    ['another tag', ['image: nginx:1.30'], /^!!> .* the image nginx:1.30 is not in rpi_sd_image.container_images/],
    ['a variable of the builder', ['image: app:${VERSION:-2}'], /^!!> .* the image app:2 is not in/],
    [
      'one that is never pulled',
      ['image: redis', 'pull_policy: never'],
      /^!!> The service web cannot start: pull_policy is never/,
    ],
    [
      'one that is always pulled',
      ['image: nginx:1.29', 'pull_policy: always'],
      /^!!> .* the image nginx:1.29 is in the system, but pull_policy is always/,
    ],
    [
      'another platform',
      ['image: nginx:1.29', 'platform: linux/amd64'],
      /^!!> The service web is for the platform linux\/amd64, and the board is linux\/arm64/,
    ],
    ['something to build', ['build: .'], /^!!> The service web is built on the board, .* under image\.$/],
    [
      'something to build that is not there',
      ['build: ./elsewhere'],
      /^!!> The service web cannot be built on the board: .*elsewhere is not in the system/,
    ],
    [
      'something to build each time',
      ['build: .', 'image: app', 'pull_policy: build'],
      /^!!> .* under image, without pull_policy\.$/,
    ],
    [
      'a profile',
      ['image: redis', 'profiles: [debug]'],
      /^--> The service web \(under its profile\) does not start without a network/,
    ],
  ])('is warned of: %s', async (_, lines, expected) => {
    const { code, output } = await compose(service(...lines.map((line) => line.replace('DIGEST', DIGEST))), {
      VERSION: 'latest',
    });
    expect(said(output).map((line) => line.replaceAll(DIGEST, 'DIGEST'))).toEqual([expect.stringMatching(expected)]);
    expect(code).toBe(0);
  });

  it.each([
    ['an image of container_images', ['image: nginx:1.29']],
    ['the same by its long name', ['image: docker.io/library/nginx:1.29']],
    ['one without a tag', ['image: app']],
    ['one of another registry', ['image: example.org/app:1', 'pull_policy: missing']],
    ['one that could be built', ['image: app', 'build: .']],
    ['its own platform', ['image: nginx:1.29', 'platform: linux/arm64/v8']],
    ['a variable with a value that fits', ['image: nginx:${TAG:-1.29}']],
  ])('that needs no network is not warned of: %s', async (_, lines) => {
    const { code, output } = await compose(service(...lines));
    expect({ code, said: said(output) }).toEqual({ code: 0, said: [] });
  });

  it('has variables from its own file .env, and is warned of those that have no value', async () => {
    const file = service('image: nginx:${TAG}');
    expect(said((await compose({ ...file, '.env': 'TAG=1.29' })).output)).toEqual([]);
    const [variable, image] = said((await compose(file)).output);
    expect(variable).toMatch(/^!!> The compose file uses \$TAG, which has no value on the board/);
    expect(image).toMatch(/the image nginx: is not in/);
  });

  it('has profiles that its own .env turns on', async () => {
    const file = service('image: redis', 'profiles: [debug]');
    expect(said((await compose({ ...file, '.env': 'COMPOSE_PROFILES=debug' })).output)).toEqual([
      expect.stringMatching(/^!!> The service web does not start without a network/),
    ]);
  });

  it('that Compose cannot read ends the build', async () => {
    const { code, output } = await compose(service('image: nginx:${TAG:?say which}'));
    expect(output).toMatch(/say which[^]*error: Docker Compose cannot read app/);
    expect(code).toBe(1);
  });

  it('comes up by a service that systemd takes, and that tries again less and less often', async () => {
    const { output } = await builder.run(
      `[ -e /usr/bin/docker ] || install -m 755 /dev/null /usr/bin/docker
       cp /builder/files/system/etc/systemd/system/hypriotos-compose.service /etc/systemd/system
       systemd-analyze verify --recursive-errors=no hypriotos-compose.service`,
    );
    expect(output).toBe('');
  });
});

describe("the files of the image's own", () => {
  const DAEMON = '/etc/docker/daemon.json';

  it('are in the system', async () => {
    const { output } = await run(
      `lay_system_files system "$root"
       cmp "$root${DAEMON}" /builder/files/system${DAEMON} && stat --format %a "$root${DAEMON}" "$root/usr/lib/hypriotos/docker-accounts"
       find "$root" -name '*.hypriotos'`,
    );
    expect(output).toBe('644\n755\n');
  });

  it('leave those of root_fs in /etc as they are, links included, and lie beside them', async () => {
    const { code, output } = await run(
      `mkdir -p "$root/etc/docker" "$root/etc/systemd/system"
       echo '{ "live-restore": false }' >"$root${DAEMON}"; chmod 600 "$root${DAEMON}"
       ln -s /dev/null "$root/etc/systemd/system/docker-accounts.service"
       lay_system_files system "$root"
       cat "$root${DAEMON}"; stat --format %a "$root${DAEMON}"; cmp "$root${DAEMON}.hypriotos" /builder/files/system${DAEMON}
       (cd "$root" && find . -name '*.hypriotos' -o -type l | sort); ls "$root/usr/lib/hypriotos"`,
    );
    expect(output).toBe(
      `--> ${DAEMON} is that of root_fs. The image's own is in ${DAEMON}.hypriotos
--> /etc/systemd/system/docker-accounts.service is that of root_fs. The image's own is in /etc/systemd/system/docker-accounts.service.hypriotos
{ "live-restore": false }
600
./etc/docker/daemon.json.hypriotos
./etc/systemd/system/docker-accounts.service
./etc/systemd/system/docker-accounts.service.hypriotos
docker-accounts
`,
    );
    expect(code).toBe(0);
  });
});

describe('the root partition', () => {
  /** Sizes an image of 100 MB for a root file system of 50 MB with container images of 30 MB among them. */
  const size = (megabytes: string) =>
    run(
      `truncate --size 100M image; printf 'start=2048, size=63488, type=c\\nstart=65536, type=83\\n' | sfdisk --quiet image
       mkdir -p "$root\${IMAGES_ARCHIVE%/*}"
       head -c 20M /dev/urandom >"$root/system"; head -c 30M /dev/urandom >"$root$IMAGES_ARCHIVE"
       resize_root_partition "$root" image; partition_field image 2 SECTORS`,
      { ROOT_MEGABYTES: megabytes },
    );

  it('is as large as what goes into it, container images twice, and a margin', async () => {
    const { output } = await size('0');
    expect(output).toMatch(
      /^--> The root partition has 34\d MB: 34\d MB, of which 2[01] for the system, 60 for container images \(and loading them\)/m,
    );
  });

  it('is as large as it is configured', async () => {
    expect((await size('1000')).output).toMatch(new RegExp(`^${(1000 * 1024 * 1024) / 512}$`, 'm'));
  });

  it('is not made too small for what goes into it', async () => {
    const { code, output } = await size('300');
    expect(output).toMatch(/of 300 MB is too small .* Set rpi_sd_image.root_megabytes to 34\d or more, or to 0/);
    expect(code).toBe(1);
  });
});

describe('data partitions', () => {
  const partitions = (...starts: number[]) =>
    JSON.stringify(starts.map((start_megabytes, index) => ({ mount: `/srv/${index}`, start_megabytes })));
  const image = `truncate --size 100M image
    printf 'label-id: 0x48595052\\nstart=2048, size=63488, type=c\\nstart=65536, type=83\\n' | sfdisk --quiet image`;

  it('are behind the image, which keeps its size', async () => {
    const { output, code } = await run(
      `${image}; add_data_partitions image; stat --format %s image; partx --noheadings --raw --output NR,START,SECTORS image`,
      { PARTITIONS: partitions(2048, 4096) },
    );
    expect(output).toMatch(
      new RegExp(`^${100 * 1024 * 1024}\n1 2048 63488\n2 65536 139264\n3 4194304 4194304\n4 8388608 131072\n`, 'm'),
    );
    expect(code).toBe(0);
  });

  it('are made ready and mounted by the system', async () => {
    const { output } = await run(
      `${image}; mkdir -p "$root/etc"; mount_data_partitions image "$root"
       cat "$root/etc/hypriotos/data-partitions"; grep PARTUUID "$root/etc/fstab"; ls -d "$root"/srv/*
       ls "$root/etc/systemd/system/local-fs.target.wants"
       cp -r "$root"/{etc,usr} / && systemd-analyze verify --recursive-errors=no data-partitions.service`,
      { PARTITIONS: partitions(2048, 4096) },
    );
    expect(output).toMatch(
      /^PARTUUID=48595052-03 \/srv\/0\nPARTUUID=48595052-04 \/srv\/1\nPARTUUID=48595052-03 {2}\/srv\/0 {2}ext4 .*nofail.*\nPARTUUID=48595052-04 .*\n\S+\/srv\/0\n\S+\/srv\/1\ndata-partitions\.service\n$/,
    );
  });

  it('leave room for the root partition', async () => {
    const { code, output } = await run(
      `${image}; head -c 20M /dev/urandom >"$root/system"
       first_data_partition() { echo 200; }; resize_root_partition "$root" image`,
      { ROOT_MEGABYTES: '0' },
    );
    expect(output).toMatch(
      /does not fit before the first data partition at 200 MB: .* Set start_megabytes in rpi_sd_image\.partitions to 3\d\d or more/,
    );
    expect(code).toBe(1);
  });

  it('are none without the field', async () => {
    const { output } = await run(
      `${image}; sha256sum image >sum; add_data_partitions image; mount_data_partitions image "$root"; sha256sum --check sum; ls "$root"`,
    );
    expect(output).toBe('image: OK\n');
  });
});

describe('the boot files', () => {
  /** Writes them, for a mainline kernel. */
  const configure = async (env: Record<string, string>) => {
    const { code, output } = await run(
      `truncate --size 100M image; printf 'label-id: 0x48595052\\nstart=2048, size=63488, type=c\\nstart=65536, type=83\\n' | sfdisk --quiet image
       mkdir "$SCRATCH/boot"; configure_boot image "$root" "$SCRATCH/boot"
       cat "$SCRATCH/boot/config.txt"; echo ----; cat "$SCRATCH/boot/cmdline.txt"`,
      env,
    );
    const [config, cmdline] = output.split('----\n') as [string, string];
    return { code, config, cmdline };
  };

  it('start the system by a program that makes its root read-only, if that is configured', async () => {
    expect((await configure({ READ_ONLY: 'true' })).cmdline).toMatch(
      / net\.ifnames=0 init=\/usr\/lib\/hypriotos\/read-only-root\n$/,
    );
    expect((await configure({ READ_ONLY: 'false' })).cmdline).not.toContain('init=');
  });

  it('have the configured lines and arguments at their ends, and nothing else is different', async () => {
    const usual = await configure({ CONFIG_TXT: '', CMDLINE: '' });
    expect(usual.config).toMatch(/device_tree=bcm2711-rpi-cm4-io\.dtb\n\n\[all\]\n$/);
    expect(usual.cmdline).toMatch(/^console=tty1 .* net\.ifnames=0\n$/);
    const own = await configure({
      CONFIG_TXT: 'dtparam=i2c_arm=on\n[pi4]\narm_boost=1',
      CMDLINE: 'quiet\nb="c d"',
    });
    expect(own).toEqual({
      code: 0,
      config: `${usual.config}
# Configured as rpi_sd_image.config_txt.
[all]
dtparam=i2c_arm=on
[pi4]
arm_boost=1

[all]
`,
      cmdline: usual.cmdline.replace(/\n$/, ' quiet b="c d"\n'),
    });
  });
});

describe('what the first boot sets up', () => {
  const FILES = {
    '/workspace/network_config/net.yaml':
      'network:\n  version: 2\n  ethernets:\n    eth0: { dhcp4: false, mtu: 1400 }\n    eth1: { dhcp4: true }\n',
    '/workspace/user_data/ours.yaml':
      '#cloud-config\n# Mine.\n"users":\n  - default\n  - name: anne\n    passwd: x\nruncmd:\n- [ls]\n\n- [id]\n',
  };

  beforeAll(async () => {
    const write = Object.entries(FILES).map(
      ([name, text]) => `mkdir -p "$(dirname ${name})"; cat >${name} <<'END'\n${text}END`,
    );
    expect(await builder.run(write.join('\n'))).toMatchObject({ code: 0 });
  });

  /** Returns a configuration as JSON, from the network configuration that the builder prints. */
  const network = async (env: Record<string, string>) => {
    const { output } = await run(
      `network_config | python3 -c 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))'`,
      env,
    );
    return JSON.parse(output) as unknown;
  };

  it('is the template, byte by byte, unless something is configured', async () => {
    const { code, output } = await run('network_config | cmp - /builder/files/network-config', {
      WIFI: '{}',
      NETWORK: '{}',
      NETWORK_CONFIG: '',
    });
    expect({ code, output }).toEqual({ code: 0, output: '' });
  });

  const ETH0 = { dhcp4: true, optional: true };

  it('has Wi-Fi networks, none of which holds up the boot', async () => {
    const wifi = {
      country: 'GB',
      networks: [
        { ssid: 'Queen Anne’s "Revenge": #1', password: 'yo-ho\\"\'#: {x}' },
        { ssid: '0123', psk: '0'.repeat(64), hidden: true },
        { ssid: 'open', hidden: false },
      ],
    };
    expect(await network({ WIFI: JSON.stringify(wifi) })).toEqual({
      version: 2,
      ethernets: { eth0: ETH0 },
      wifis: {
        wlan0: {
          dhcp4: true,
          optional: true,
          'regulatory-domain': 'GB',
          'access-points': {
            'Queen Anne’s "Revenge": #1': { password: 'yo-ho\\"\'#: {x}' },
            '0123': { password: '0'.repeat(64), hidden: true },
            open: {},
          },
        },
      },
    });
  });

  it.each<[string, object, object]>([
    [
      'of the wired interface',
      { address: '192.168.1.10/24', gateway: '192.168.1.1', dns: ['192.168.1.1', '9.9.9.9'] },
      {
        ethernets: {
          eth0: {
            dhcp4: false,
            optional: true,
            addresses: ['192.168.1.10/24'],
            routes: [{ to: 'default', via: '192.168.1.1' }],
            nameservers: { addresses: ['192.168.1.1', '9.9.9.9'] },
          },
        },
      },
    ],
    [
      'of another interface',
      { interface: 'eth1', address: 'fd00::2/64' },
      { ethernets: { eth0: ETH0, eth1: { dhcp4: true, optional: true, addresses: ['fd00::2/64'] } } },
    ],
    ['without an address', { gateway: '10.0.0.1' }, { ethernets: { eth0: ETH0 } }],
    [
      'of name servers only',
      { dns: ['9.9.9.9'] },
      { ethernets: { eth0: { ...ETH0, nameservers: { addresses: ['9.9.9.9'] } } } },
    ],
  ])('has a static address %s', async (_, own, expected) => {
    expect(await network({ NETWORK: JSON.stringify(own) })).toEqual({ version: 2, ...expected });
  });

  it('has a file of the user over it, or in its place', async () => {
    const env = { NETWORK: '{"address": "10.0.0.2/8"}', NETWORK_CONFIG: 'net.yaml' };
    expect(await network({ ...env, NETWORK_CONFIG_MODE: 'merge' })).toEqual({
      version: 2,
      ethernets: {
        eth0: { dhcp4: false, optional: true, addresses: ['10.0.0.2/8'], mtu: 1400 },
        eth1: { dhcp4: true },
      },
    });
    const { output } = await run('network_config', { ...env, NETWORK_CONFIG_MODE: 'replace' });
    expect(output).toBe(FILES['/workspace/network_config/net.yaml']);
  });

  it('has the user-data of the user, key by key or in place of all, and knows which were its own', async () => {
    const boot = (mode: string) =>
      run(
        `mkdir -p "$root/etc" "$SCRATCH/boot"; echo pearl >"$root/etc/hostname"
         echo 'jack:x:1000:1000::/home/jack:/bin/bash' >"$root/etc/passwd"; echo 'jack:x:1000:' >"$root/etc/group"
         echo 'jack:HASH:1::::::' >"$root/etc/shadow"
         add_user_data "$root" "$SCRATCH/boot"
         grep --quiet HASH "$root/usr/lib/hypriotos/user-data"; cat "$SCRATCH/boot/user-data"`,
        { USER_DATA: 'ours.yaml', USER_DATA_MODE: mode },
      );
    const [, ...mine] = FILES['/workspace/user_data/ours.yaml'].split('\n');
    const { output: merged } = await boot('merge');
    expect(merged).toMatch(/^#cloud-config\n[^]*\nhostname: pearl\n+# Whether passwords [^]*\nssh_pwauth: true\n/);
    expect(merged).not.toMatch(/jack|HASH/);
    expect(merged.endsWith(`\n\n# Configured as rpi_sd_image.user_data.\n${mine.join('\n')}`)).toBe(true);
    expect((await boot('replace')).output).toBe(FILES['/workspace/user_data/ours.yaml']);
  });
});

describe('the account', () => {
  it.each([
    ['without a password', 'jack ALL=(ALL) NOPASSWD: ALL', 'jack', 'jack', 'ALL=(ALL) NOPASSWD:ALL'],
    ['with a password', '', 'jack', 'jack', []],
    ['never', '', '', '', []],
    ['by a rule of an official builder', 'jack ALL=NOPASSWD: ALL', '', 'jack', 'ALL=(ALL) NOPASSWD:ALL'],
  ])(
    'becomes root %s, according to user-data, and uses Docker if it may be root',
    async (_, rule, sudo, docker, said) => {
      const { output } = await run(
        `mkdir -p "$root/etc/sudoers.d" "$SCRATCH/boot"; echo pearl >"$root/etc/hostname"
       [[ -z $RULE ]] || echo "$RULE" >"$root/etc/sudoers.d/hypriotos"
       echo 'jack:x:1000:1000::/home/jack:/bin/bash' >"$root/etc/passwd"; echo 'jack:HASH:1::::::' >"$root/etc/shadow"
       printf '%s\n' 'jack:x:1000:' 'docker:x:99:' "sudo:x:27:$MEMBERS" >"$root/etc/group"
       let_first_user_use_docker "$root"; add_user_data "$root" "$SCRATCH/boot"
       grep ^docker: "$root/etc/group" | cut -d : -f 4
       python3 -c 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))' <"$SCRATCH/boot/user-data"`,
        { RULE: rule, MEMBERS: sudo },
      );
      const [members, text] = output.split('\n');
      const { users } = JSON.parse(text!) as { users: [{ groups: string[]; sudo: unknown }] };
      const groups = [docker && 'docker', sudo && 'sudo'].filter(Boolean);
      expect({ members, ...users[0] }).toMatchObject({ members: docker, sudo: said, groups });
    },
  );
});

describe('the user-data', () => {
  it.each([
    ['Port 2222', 'true'],
    ['PasswordAuthentication no', 'false'],
  ])('say what the SSH server of the root file system does with passwords: %s', async (settings, expected) => {
    const { output } = await run(
      `mkdir -p "$root"/etc/ssh/sshd_config.d "$SCRATCH/boot"; echo pearl >"$root/etc/hostname"
       echo "$SETTINGS" >"$root/etc/ssh/sshd_config.d/10-hypriotos.conf"
       echo 'jack:x:1000:1000::/home/jack:/bin/bash' >"$root/etc/passwd"; echo 'jack:x:1000:' >"$root/etc/group"
       echo 'jack:HASH:1::::::' >"$root/etc/shadow"
       add_user_data "$root" "$SCRATCH/boot"; grep ^ssh_pwauth "$SCRATCH/boot/user-data"`,
      { SETTINGS: settings },
    );
    expect(output).toBe(`ssh_pwauth: ${expected}\n`);
  });
});

describe('the formats of the image', () => {
  const publish = (format: string) =>
    run(
      `printf 'a disk' >"$SCRATCH/a.img"; truncate --size 3M "$SCRATCH/a.img"; export HYPRIOTKIT_JOBS=1
       rm -rf /published; publish_image "$SCRATCH/a.img" /published >/dev/null 3>&1
       cd /published; ls; sha256sum --check --quiet *.sha256
       for packed in *.img*; do
           case $packed in
               *.sha256) ;;
               *.zip) unzip -p "$packed" | sha256sum ;;
               *.xz) xz --decompress --stdout "$packed" | sha256sum ;;
               *.zst) zstd --decompress --stdout "$packed" | sha256sum ;;
               *) sha256sum <"$packed" ;;
           esac
       done | sort --unique | wc --lines`,
      { FORMAT: format },
    );

  it.each([
    ['zip', 'a.img.zip'],
    ['', 'a.img.zip'],
    ['raw\nxz\nzst\nzip', 'a.img a.img.xz a.img.zip a.img.zst'],
    ['raw', 'a.img'],
  ])('are %j, all of the same image', async (format, files) => {
    const expected = files.split(' ').flatMap((file) => [file, `${file}.sha256`]);
    expect(await publish(format)).toMatchObject({ code: 0, output: `${expected.join('\n')}\n1\n` });
  });
});

describe('the boot partition', () => {
  /** Resizes that of an image such as blank_image makes, and lists what the image then has. */
  const resize = (megabytes: string) =>
    run(
      `truncate --size 200M image
       printf 'label-id: 0x48595052\\nstart=2048, size=204800, type=c, bootable\\nstart=206848, type=83\\n' | sfdisk --quiet image
       mkfs.vfat --invariant -F 32 -s 1 -g 64/32 -n HypriotOS -i 48590001 --offset 2048 -h 2048 image 102400 >/dev/null
       mke2fs -q -F -t ext4 -L root -U 6879707a-1234-4069-8f74-726f6f740001 -E offset=$((206848 * 512)) image 90M
       cp image before; resize_boot_partition image >/dev/null
       partx --noheadings --raw --output START,SECTORS,UUID image
       for number in 1 2; do file_system_field image $number LABEL; file_system_field image $number UUID; done
       partition_copy image 1 part; fsck.vfat -n part | tail -1 | sed 's/.*, //'; minfo -i part | grep 'hidden sectors'
       ! cmp --silent image before || echo unchanged; rm image before part`,
      { BOOT_MEGABYTES: megabytes },
    );
  const ids = 'HypriotOS\n4859-0001\nroot\n6879707a-1234-4069-8f74-726f6f740001\n';

  it('is that of the blank image, unless a size is configured', async () => {
    for (const megabytes of ['0', '']) expect((await resize(megabytes)).output).toMatch(/unchanged\n$/);
  });

  it.each([
    ['64', 131072, /^\d+\/12\d{4} clusters$/m],
    ['300', 614400, /^\d+\/7\d{4} clusters$/m],
    ['1024', 2097152, /^\d+\/26\d{4} clusters$/m],
  ])('has %s megabytes, with its ids, and the root behind it with its own', async (megabytes, sectors, clusters) => {
    const { code, output } = await resize(megabytes);
    expect(output).toMatch(
      new RegExp(`^2048 ${sectors} 48595052-01\n${2048 + sectors} 202752 48595052-02\n${ids}`, 'm'),
    );
    expect(output).toMatch(clusters);
    expect(output).toMatch(/^hidden sectors: 2048$/m);
    expect(code).toBe(0);
  });
});
