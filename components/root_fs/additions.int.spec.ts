import type { RunningContainer } from '../../tools/e2e/lib/containers';
import { PREAMBLE, rootFsBuilder } from '../../tools/e2e/lib/root-fs-builder';

let builder: RunningContainer;
beforeAll(async () => {
  builder = await rootFsBuilder();
});
afterAll(() => builder?.remove());

const run = (script: string, env: Record<string, string> = {}) => builder.run(PREAMBLE + script, env);

describe('what the user adds to the tree', () => {
  const TREE = '/var/tmp/tree';
  const STEPS = `
    for part in tree running own-files scripts services; do source /builder/steps/$part.sh; done
    TARGET_ARCHITECTURE=amd64 SOURCE_DATE_EPOCH=1 HYPRIOT_USERNAME=\${HYPRIOT_USERNAME:-davy}
    folder=/workspace/files/my-files; rm -rf /workspace/files ${TREE}/{dev,tmp,run}/*; mkdir -p $folder
  `;
  const inTree = (script: string, env: Record<string, string> = {}) => run(STEPS + script, env);
  beforeAll(() =>
    run(`mkdir -p ${TREE}/{dev,tmp,run,home/davy,root,var}; chmod 700 ${TREE}/root
         cp --archive /usr /etc /bin /lib /lib64 /sbin ${TREE}; ln -s ../run ${TREE}/var/run
         mkdir -p ${TREE}/etc/systemd/system
         printf '[Unit]\\n[Install]\\nWantedBy=multi-user.target\\n' >${TREE}/etc/systemd/system/mine.service
         printf '[Unit]\\n' >${TREE}/usr/lib/systemd/system/started-by-others.service`),
  );

  it('belongs to root, and to the user below the home, with usual modes; existing folders keep theirs', async () => {
    const { output } = await inTree(
      `mkdir -p $folder/{root,home/davy/bin,etc/mine}; umask 077; chmod 777 $folder/root
       echo a >$folder/etc/mine/a; echo b >$folder/root/b; echo c >$folder/home/davy/bin/c; chmod 700 $folder/home/davy/bin/c
       chown -R 4711:4711 $folder; ln -s a $folder/etc/mine/link; cp $folder/etc/mine/a $folder/etc/mine/b
       add_own_files ${TREE}; cd ${TREE}; stat --format '%n %a %u:%g' root root/b etc/mine etc/mine/{a,b} home/davy/bin/c
       readlink etc/mine/link`,
      {
        FILES: 'my-files',
        // The account sync is in the group nogroup.
        FILE_MODES:
          '[{"path": "/etc/mine/a", "group": "adm", "mode": "0640"}, {"path": "/etc/mine/b", "owner": "sync"}]',
      },
    );
    expect(output.trim().split('\n').slice(1)).toEqual([
      'root 700 0:0',
      'root/b 644 0:0',
      'etc/mine 755 0:0',
      'etc/mine/a 640 0:4',
      'etc/mine/b 644 4:65534',
      'home/davy/bin/c 755 1000:1000',
      'a',
    ]);
  });

  it('has what HypriotOS brings itself beside it, also in a hidden folder', async () => {
    const { code, output } = await inTree(
      `rm -rf /workspace/files; mkdir -p /workspace/files/.mine/etc/systemd/journald.conf.d
       own=etc/systemd/journald.conf.d/hypriotos.conf; mkdir -p ${TREE}/\${own%/*}; cp /builder/files/$own ${TREE}/$own
       echo '[Journal]' >/workspace/files/.mine/$own; add_own_files ${TREE}
       cat ${TREE}/$own; cmp ${TREE}/$own.hypriotos /builder/files/$own; rm ${TREE}/$own*; rm -r /workspace/files`,
      { FILES: '.mine' },
    );
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringMatching(
        /^--> \/etc\/systemd\/journald\.conf\.d\/hypriotos\.conf is that of root_fs\.files\..*\n\[Journal\]\n$/m,
      ) as string,
    });
  });

  it.each([
    ['echo >$folder/etc', 'error: root_fs.files has a file etc. In the system, it is a folder.'],
    ['mkdir -p $folder/etc/passwd', 'error: root_fs.files has a folder etc/passwd. In the system, it is a file.'],
    ['mkdir -p $folder/var/run', 'error: root_fs.files has a folder var/run. In the system, it is a link to ../run.'],
    ['mkdir $folder/var; echo >$folder/var/run', 'has a file var/run. In the system, it is a link to ../run.'],
  ])('is refused where it would replace something of another kind: %s', async (make, message) => {
    const { code, output } = await inTree(`${make}; add_own_files ${TREE}`, { FILES: 'my-files' });
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(message) });
  });

  it.each([
    [
      { path: '/etc/none', mode: '0600' },
      'error: root_fs.file_modes[0]: /etc/none is not a file or a folder of root_fs.files',
    ],
    [{ path: '/etc/new', owner: 'nobdy' }, 'error: root_fs.file_modes[0]: the system has no nobdy in /etc/passwd'],
    [{ path: '/etc', mode: '0700' }, 'error: root_fs.file_modes[0]: /etc is a folder of the system, whose programs'],
    [{ path: '/etc/systemd/', owner: 'sync' }, '/etc/systemd/ is a folder of the system'],
  ])('has owners and modes only of what is there: %j', async (mode, message) => {
    const { output } = await inTree(
      `rm -rf ${TREE}/etc/new; mkdir -p $folder/etc/{new,systemd}; add_own_files ${TREE}`,
      {
        FILES: 'my-files',
        FILE_MODES: JSON.stringify([mode]),
      },
    );
    expect(output).toContain(message);
  });

  const CONNECT = `#!/usr/bin/perl
    use Socket; socket(my $s, PF_INET, SOCK_STREAM, 0) and print "network\\n" or print "no network: $!\\n";
    socket(my $u, PF_UNIX, SOCK_STREAM, 0) and print "others\\n"`;

  it('may be scripts, which run in the tree in their order, without the network unless that is asked for', async () => {
    const { code, output } = await inTree(
      `mkdir -p /workspace/scripts; printf '%s\\n' "$CONNECT" >/workspace/scripts/connect
       printf '#!/bin/sh\\npwd; id -u; echo "$SECRET"; echo ahoy >/etc/ahoy\\n' >/workspace/scripts/ahoy
       run_scripts ${TREE}; cat ${TREE}/etc/ahoy; ls ${TREE}/tmp ${TREE}/usr/sbin/policy-rc.d`,
      {
        CONNECT,
        SECRET: 'secret',
        SCRIPTS: '[{ "file": "a/ahoy" }, { "file": "connect" }, { "file": "connect", "network": true }]',
      },
    );
    expect(output).toMatch(
      /^==> Running a\/ahoy\n\/\n0\n\n==> Running connect\nno network: Network is unreachable\nothers\n==> Running connect\nnetwork\nothers\nahoy\n/,
    );
    expect(code).toBe(2);
  });

  it('may be a keyboard, too, whose programs need the same devices', async () => {
    const { code, output } = await inTree(
      `mkdir -p /workspace/scripts; printf '#!/bin/sh\\necho ahoy >/dev/null\\n' >/workspace/scripts/ahoy
       source /builder/steps/keyboard.sh
       APT_CONFIG= apt-get update --quiet=2
       APT_CONFIG= apt-get install --yes --no-install-recommends console-setup keyboard-configuration >/dev/null
       cp --archive /usr /etc ${TREE}; set_keyboard ${TREE}; run_scripts ${TREE}
       stat --format %F ${TREE}/dev/null; ls ${TREE}/etc/console-setup/cached_UTF-8_del.kmap.gz`,
      // VARIANT is one of the target's variables, and one of setupcon's.
      { VARIANT: 'debian', KEYBOARD: 'de(nodeadkeys)', SCRIPTS: '[{ "file": "ahoy" }]' },
    );
    expect(output).toContain('character special file');
    expect(output).toContain('cached_UTF-8_del.kmap.gz');
    expect(code).toBe(0);
  });

  it.each([
    ['ma', 'us,ma ,'],
    ['eg', 'us,eg ,'],
    ['ru', 'us,ru ,'],
    ['dz(ar)', 'us,dz ,ar'],
    ['rs(latin)', 'rs latin'],
    ['uz(latin)', 'uz latin'],
    ['in(eng)', 'in eng'],
    ['fr', 'fr '],
    ['tr', 'tr '],
    ['us(dvorak)', 'us dvorak'],
  ])('has a keyboard of Latin letters first: %s', async (KEYBOARD, layout) => {
    const { output } = await inTree(
      `source /builder/steps/keyboard.sh; set_keyboard ${TREE}; . ${TREE}/etc/default/keyboard; echo "$XKBLAYOUT $XKBVARIANT"`,
      { KEYBOARD },
    );
    // setupcon may warn before.
    expect(output.split('\n').at(-2)).toBe(layout);
  });

  it('ends the build where a script fails', async () => {
    const { code, output } = await inTree(
      `mkdir -p /workspace/scripts; printf '#!/bin/sh\\necho why; exit 3\\n' >/workspace/scripts/bad; run_scripts ${TREE}`,
      { SCRIPTS: '[{ "file": "bad" }]' },
    );
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringMatching(/why\nerror: the script bad, named in root_fs\.scripts, failed/),
    });
  });

  it('may be a password as its hash, which counts as the own one of the account, and groups, which are made', async () => {
    const hash = `$6$salt$${'a'.repeat(86)}`;
    const { output } = await inTree(
      `source /builder/steps/account.sh; source /builder/steps/cloud-init.sh; mkdir -p ${TREE}/etc/{sudoers.d,cloud/cloud.cfg.d} ${TREE}/usr/lib/hypriotos
       add_account ${TREE}; cd ${TREE}; grep ^ann: etc/shadow | cut -d : -f 2; cat usr/lib/hypriotos/built-in-account
       grep -c ':.*ann' <(grep -E '^(treasure|adm):' etc/group); grep -o '"video", "sudo", "treasure", "adm"' etc/cloud/cloud.cfg.d/91_account.cfg`,
      {
        HYPRIOT_USERNAME: 'ann',
        HYPRIOT_GROUPNAME: 'bonny',
        HYPRIOT_PASSWORD: 'hypriot',
        HYPRIOT_PASSWORD_HASH: hash,
        HYPRIOT_HOSTNAME: 'raft',
        USER_GROUPS: 'treasure\nadm',
      },
    );
    expect(output).toBe(`${hash}\nann:*\n2\n"video", "sudo", "treasure", "adm"\n`);
  });

  it.each([
    ['without_password', 'mary ALL=(ALL) NOPASSWD: ALL\nmary', '"docker", .*, "sudo"', 'ALL=\\(ALL\\) NOPASSWD:ALL'],
    ['', 'mary ALL=(ALL) NOPASSWD: ALL\nmary', '"docker", .*, "sudo"', 'ALL=\\(ALL\\) NOPASSWD:ALL'],
    ['with_password', 'no rule\nmary', '"docker", .*, "sudo"', '\\[\\]'],
    ['none', 'no rule\n', '"adm", .*, "video"', '\\[\\]'],
  ])('has an account that becomes root as configured: %j', async (sudo, rule, groups, cloudInit) => {
    const { output } = await inTree(
      `source /builder/steps/account.sh; source /builder/steps/cloud-init.sh; cd ${TREE}; rm -rf etc/{passwd,shadow,group,gshadow} home/mary etc/sudoers.d
       cp --archive /etc/{passwd,shadow,group,gshadow} etc; mkdir -p etc/{sudoers.d,cloud/cloud.cfg.d} usr/lib/hypriotos
       add_account ${TREE}; cat etc/sudoers.d/hypriotos 2>/dev/null || echo no rule; grep ^sudo: etc/group | cut -d : -f 4
       cat etc/cloud/cloud.cfg.d/91_account.cfg`,
      {
        HYPRIOT_USERNAME: 'mary',
        HYPRIOT_GROUPNAME: 'read',
        HYPRIOT_PASSWORD: 'hypriot',
        HYPRIOT_HOSTNAME: 'raft',
        SUDO: sudo,
      },
    );
    expect(output).toContain(`${rule}\nsystem_info:\n`);
    expect(output).toMatch(new RegExp(`^    groups: \\[${groups}\\]\n    sudo: ${cloudInit}$`, 'm'));
  });

  it.each([
    ['{}', ''],
    ['{"password_login":true,"port":22}', 'PasswordAuthentication yes\n'],
    ['{"port":2222}', 'Port 2222\n'],
    ['{"password_login":false,"port":22}', 'PasswordAuthentication no\nKbdInteractiveAuthentication no\n'],
  ])('may be settings of the SSH server, where they differ from the usual ones: %s', async (ssh, expected) => {
    const { code, output } = await inTree(
      `source /builder/steps/ssh.sh; rm -rf ${TREE}/etc/ssh; set_ssh ${TREE}
       cat ${TREE}/etc/ssh/sshd_config.d/10-hypriotos.conf 2>/dev/null || true`,
      { SSH: ssh },
    );
    expect({ code, output }).toEqual({ code: 0, output: expected });
  });

  it.each([
    [
      'auto',
      '[zram0]\nhost-memory-limit = 2048\nzram-size = min(ram / 2, 2048)\ncompression-algorithm = zstd\n',
      'disabled',
    ],
    ['zram', '[zram0]\nzram-size = min(ram / 2, 2048)\ncompression-algorithm = zstd\n', 'disabled'],
    ['file', '', 'enabled'],
    ['none', '', 'disabled'],
  ])('swaps to what is configured: %s', async (swap, settings, service) => {
    const { output } = await inTree(
      `source /builder/steps/swap.sh; generator=${TREE}/usr/lib/systemd/system-generators/zram-generator
       install -D --mode=755 /dev/null $generator; cp /builder/files/etc/systemd/system/swap-file.service ${TREE}/etc/systemd/system
       rm -f ${TREE}/etc/systemd/system/*.wants/swap-file.service; set_swap ${TREE}; rm $generator
       tail --lines +2 ${TREE}/etc/systemd/zram-generator.conf; systemctl --root ${TREE} is-enabled swap-file.service || true`,
      { SWAP: swap },
    );
    expect(output).toBe(`${settings}${service}\n`);
  });

  it('is refused compressed memory where its release has no program for that', async () => {
    const { code, output } = await inTree(`source /builder/steps/swap.sh; set_swap ${TREE}`, { SWAP: 'zram' });
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining('error: root_fs.swap is zram, and this'),
    });
  });

  it('may be units that start at boot, or do not', async () => {
    const { output } = await inTree(
      `set_services ${TREE}; for unit in mine started-by-others; do systemctl --root ${TREE} is-enabled $unit || true; done`,
      { SERVICES: '{ "enabled": ["mine.service"], "disabled": ["started-by-others.service"] }' },
    );
    expect(output).toBe('enabled\nmasked\n');
    const { output: then } = await inTree(`set_services ${TREE}; systemctl --root ${TREE} is-enabled mine || true`, {
      SERVICES: '{ "disabled": ["mine.service"] }',
    });
    expect(then).toBe('disabled\n');
  });

  it('may be units whose names have backslashes, or dots in their instances', async () => {
    const { output } = await inTree(
      `cd ${TREE}/etc/systemd/system
       printf '[Mount]\nWhat=/dev/sda1\nWhere=/srv/my-data\n[Install]\nWantedBy=local-fs.target\n' >'srv-my\\x2ddata.mount'
       printf '[Install]\nWantedBy=multi-user.target\n' >vpn@.service
       set_services ${TREE}; cd ${TREE}/etc/systemd/system; ls local-fs.target.wants multi-user.target.wants | grep -E 'data|vpn'`,
      { SERVICES: JSON.stringify({ enabled: ['srv-my\\x2ddata.mount', 'vpn@office.example.com.service'] }) },
    );
    expect(output).toBe('srv-my\\x2ddata.mount\nvpn@office.example.com.service\n');
  });

  it.each([
    [
      { enabled: ['mien.service'] },
      'error: root_fs.services.enabled: the system has no unit mien.service; did you mean mine.service',
    ],
    [
      { disabled: ['nothing.timer'] },
      'error: root_fs.services.disabled: the system has no unit nothing.timer. Units come from',
    ],
    [{ enabled: ['mine.service'], disabled: ['mine.service'] }, 'mine.service is in enabled and in disabled'],
    [
      { enabled: ['started-by-others.service'] },
      'started-by-others.service cannot be enabled. It has no section [Install].',
    ],
  ])('is refused where there is no such unit: %j', async (services, message) => {
    const { code, output } = await inTree(`set_services ${TREE}`, { SERVICES: JSON.stringify(services) });
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(message) });
  });
});

describe('the swap file', () => {
  /** What is made where so many MiB are free. swapon is the test's own: a container may not swap. */
  const swapFile = (free: number, before = '', swapon = 'echo "swaps to $1"') =>
    run(
      `cd /tmp; mkdir -p bin; printf '#!/bin/sh\\n%s\\n' "$SWAPON" >bin/swapon
       printf '#!/bin/sh\\nprintf "Avail\\\\n%%s\\\\n" %s\\n' "$FREE" >bin/df; chmod +x bin/*
       rm -f /swapfile*; ${before}
       PATH=/tmp/bin:$PATH /builder/files/usr/lib/hypriotos/swap-file
       [[ ! -e /swapfile ]] || { stat --format '%a %s' /swapfile; blkid --probe --output value --match-tag TYPE /swapfile; }
       ls /swapfile.new 2>&1; rm -f /swapfile`,
      { FREE: `${free}`, SWAPON: swapon },
    );
  const NO_REST = "ls: cannot access '/swapfile.new': No such file or directory\n";
  const made = (megabytes: number) => `600 ${megabytes * 2 ** 20}\nswap\n${NO_REST}`;

  it('has at most half of what is free, and leaves nothing half done', async () => {
    expect((await swapFile(301, 'echo >/swapfile.new')).output).toBe(`swaps to /swapfile\n${made(150)}`);
  });

  it('is not made on a full card, and the system goes on', async () => {
    expect((await swapFile(100)).output).toBe(`There is no room for /swapfile. Going on without.\n${NO_REST}`);
  });

  it('stays the one that there is', async () => {
    const before = 'truncate --size 70M /swapfile; chmod 600 /swapfile; mkswap --quiet /swapfile';
    expect((await swapFile(1000, before)).output).toBe(`swaps to /swapfile\n${made(70)}`);
  });

  it('is made anew where that one cannot be used', async () => {
    const refuses = 'blkid --probe $1 >/dev/null || { echo refused; exit 1; }';
    const { output } = await swapFile(301, 'truncate --size 70M /swapfile', refuses);
    expect(output).toBe(`refused\n/swapfile cannot be used: it is made anew.\n${made(150)}`);
  });
});
