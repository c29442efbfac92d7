import type { RunningContainer } from '../../tools/e2e/lib/containers';
import { PREAMBLE, sdImageBuilder } from '../../tools/e2e/lib/sd-image-builder';

let builder: RunningContainer;
beforeAll(async () => void (builder = await sdImageBuilder()));
afterAll(() => builder?.remove());

const run = (script: string, env: Record<string, string> = {}) => builder.run(PREAMBLE + script, env);

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
    [
      'of name servers of another interface',
      { interface: 'eth1', dns: ['9.9.9.9'] },
      { ethernets: { eth0: ETH0, eth1: { dhcp4: true, optional: true, nameservers: { addresses: ['9.9.9.9'] } } } },
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

  it.each([
    [
      'network_config',
      'version: 2\nwifis:\t{ wlan0: { access-points: { nest: { password: kraken } } } }\n',
      'line 2 of ',
    ],
    ['network_config', 'version: 2\nwifis: !kraken x\n', 'line 2 of '],
    ['network_config', 'version: !!int kraken\n', ''],
    ['user_data', '#cloud-config\npassword: *kraken\n', 'line 2 of '],
    ['user_data', '#cloud-config\na: &kraken [*kraken]\n', ''],
    ['user_data', '#Cloud-Config\npassword: !!bool kraken\n', ''],
    ['user_data', '#cloud-config-archive\n- content: !!binary "kraken"\n- *kraken\n', 'line 3 of '],
  ])('is refused where the board would go on without it, and not shown: %s, %j', async (field, text, line) => {
    const { code, output } = await run(
      `mkdir -p /tmp/own && cat >/tmp/own/x.yaml <<'END'\n${text}END
       python3 "$BUILDER_DIR/lib/own_yaml.py" check ${field} /tmp/own/x.yaml`,
    );
    expect(code).toBe(1);
    expect(output).toBe(
      `error: ${line}the file that rpi_sd_image.${field} names is YAML that the board cannot read. Correct the file.\n`,
    );
  });

  it('takes other forms of user-data, and what the board can read', async () => {
    expect(await run('check_own_files')).toMatchObject({ code: 0, output: '' });
    const script = 'echo "#!/bin/sh" >/tmp/script; python3 "$BUILDER_DIR/lib/own_yaml.py" check user_data /tmp/script';
    expect(await run(script)).toMatchObject({ code: 0, output: '' });
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
    expect(merged).toMatch(/^#cloud-config\n[^]*\nhostname: "pearl"\n+# Whether passwords [^]*\nssh_pwauth: true\n/);
    expect(merged).not.toMatch(/jack|HASH/);
    expect(merged.endsWith(`\n\n# Configured as rpi_sd_image.user_data.\n${mine.join('\n')}`)).toBe(true);
    expect((await boot('replace')).output).toBe(FILES['/workspace/user_data/ours.yaml']);
  });
});

describe("the user's keys in the image's user-data", () => {
  const merge = (text: string) =>
    run(
      `mkdir -p /workspace/user_data "$SCRATCH/user-data"; rm -f /workspace/user_data/*
       printf '#cloud-config\\nhostname: pearl\\nssh_pwauth: true\\n' >/tmp/images
       printf %s ${JSON.stringify(Buffer.from(text).toString('base64'))} | base64 -d >/workspace/user_data/own
       user_data /tmp/images`,
    );

  it.each([
    '#cloud-config\n---\nhostname: mine\n...\n',
    '#cloud-config\n# Mine.\n--- # all of it\nhostname: mine\n',
    '#cloud-config\r\nhostname: mine\r\n',
    '#cloud-config\n"hostname" : mine\n',
  ])('take their place: %j', async (text) => {
    const { code, output } = await merge(text);
    expect(code).toBe(0);
    expect(output).toMatch(/^#cloud-config\nssh_pwauth: true\n\n# Configured as rpi_sd_image\.user_data\./);
    expect(output).toMatch(/hostname"? ?: mine\r?\n$/);
  });

  it.each([
    '#cloud-config\n  hostname: kraken\n  timezone: UTC\n',
    '#cloud-config\n%YAML 1.1\n---\nhostname: kraken\n',
    '#cloud-config\n!!map\nhostname: kraken\n',
    '#cloud-config\n<<: { hostname: kraken }\n',
    '#cloud-config\n? hostname\n: kraken\n',
    '#cloud-config\n{ hostname: kraken }\n',
  ])('are refused where they would not: %j', async (text) => {
    const { code, output } = await merge(text);
    expect(code).not.toBe(0);
    expect(output).toMatch(/^error: .*(cannot be merged key by key|is YAML that the board cannot read)\./);
    expect(output).not.toContain('kraken');
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
    ['042', 'no', 'on'],
    ['1234', 'null', 'y'],
    ['0x1f', 'true', '_1'],
    ['2026-11-26', 'off', 'nan'],
    ['1e3', 'yes', 'n'],
  ])('have names as the texts that they are: %s, %s, %s', async (hostname, user, group) => {
    const { output } = await run(
      `mkdir -p "$root/etc" "$SCRATCH/boot"; echo ${hostname} >"$root/etc/hostname"
       echo '${user}:x:1000:1000::/home/${user}:/bin/bash' >"$root/etc/passwd"; echo '${group}:x:1000:' >"$root/etc/group"
       echo '${user}:HASH:1::::::' >"$root/etc/shadow"
       add_user_data "$root" "$SCRATCH/boot"
       python3 -c 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin), default=repr))' <"$SCRATCH/boot/user-data"`,
    );
    expect(JSON.parse(output)).toMatchObject({ hostname, users: [{ name: user, primary_group: group }] });
  });

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
