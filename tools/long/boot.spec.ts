import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builderImage, RunningContainer } from '../e2e/lib/containers';
import { expectationsHeld, failures, held, readReport, reportFile } from '../e2e/lib/report';
import { nx, nxSucceeds, ROOT, type Run } from '../e2e/lib/workspace';
import { WorkspaceCopy } from '../e2e/lib/workspace-copy';
import { SCENARIOS } from './lib/boot-scenarios';

/*
 * Tests that take several boots each: scenarios for the image of the default configuration, the user's own user-data, an
 * image with other values for many fields, and a running board.
 */

const HOUR = 60 * 60 * 1000;
const boot = (...settings: string[]) => nx(['run', 'rpi_sd_image:boot', ...settings]).ended;

let proof: RunningContainer;
beforeAll(async () => {
  await nxSucceeds('run', 'rpi_sd_image:build');
  const image = await builderImage('rpi_sd_image_proof', 'components/rpi_sd_image/proof');
  // Longer than all tests take.
  proof = new RunningContainer(image, ['sleep', '8h']);
}, HOUR);
afterAll(() => proof?.remove());

/** Makes a key pair. Returns the path of the private key on this machine, and the public key as text. */
async function makeKey(workspace: WorkspaceCopy): Promise<{ identity: string; publicKey: string }> {
  const { output } = await proof.run(
    'rm -f /tmp/key*; ssh-keygen -q -t ed25519 -N "" -C test -f /tmp/key && cat /tmp/key',
  );
  workspace.write('key', output);
  const publicKey = (await proof.run('cat /tmp/key.pub')).output.trim();
  return { identity: join(workspace.root, 'key'), publicKey };
}

describe('scenarios', () => {
  it.each(SCENARIOS)(
    '%s',
    async (_, scenario, phases) => {
      const { code } = await boot(`--scenario=${scenario}`);
      const report = readReport('boot');
      expect(failures(report)).toEqual([]);
      expect(code).toBe(0);
      for (const [phase, results] of Object.entries(phases)) {
        expect(held(report, phase)).toEqual(expect.arrayContaining(results));
      }
      expect(report.results.filter(({ kind }) => kind !== 'step').length).toBeGreaterThan(50);
    },
    2 * HOUR,
  );

  it(
    'a board that reboots in every boot: the run fails and says when it rebooted',
    async () => {
      const workspace = new WorkspaceCopy();
      try {
        workspace.write('mine.yaml', '#cloud-config\nbootcmd: [reboot]\n');
        const failing = workspace.nx(['run', 'rpi_sd_image:boot', '--user_data=mine.yaml']);
        await expect(failing).rejects.toThrow(
          /the board does not settle: it rebooted by itself \d+ s after switching on.*; it rebooted by itself \d+ s/,
        );
      } finally {
        workspace.remove();
      }
    },
    HOUR,
  );

  it('a card that is too small: the run fails before QEMU starts', async () => {
    const { code, output } = await boot('--card_megabytes=1024');
    expect(output).toMatch(/the card is too small: the image has \d+ MB and does not fit on 1024 MB/);
    expect(code).not.toBe(0);
    expect(readReport('boot').error).toContain('the card is too small');
  });
});

describe('a workspace of a user', () => {
  let workspace: WorkspaceCopy;
  beforeAll(() => (workspace = new WorkspaceCopy()));
  afterAll(() => workspace?.remove());

  it(
    'user-data on the command line: their host name, user and key are used',
    async () => {
      const { publicKey } = await makeKey(workspace);
      workspace.write(
        'mine.yaml',
        `#cloud-config
hostname: jolly-roger
users:
  - name: ann
    groups: [sudo]
    shell: /bin/bash
    sudo: ALL=(ALL) NOPASSWD:ALL
    lock_passwd: false
    plain_text_passwd: bonny
    ssh_authorized_keys: ["${publicKey}"]
`,
      );
      workspace.write(
        'expectations.yaml',
        `my own:
  - expect: the host has the name of my user-data
    on: [qemu]
    command: hostname
    prints: jolly-roger
  - expect: my key is there beside the one of boot
    on: [qemu]
    command: grep -cF '${publicKey}' /home/ann/.ssh/authorized_keys
    prints: "1"
  - expect: the account that the image was built with is gone
    on: [qemu]
    command: id pirate
    status: 1
`,
      );
      await workspace.nx(['run', 'rpi_sd_image:boot', '--user_data=mine.yaml', '--card_megabytes=8192']);
      const report = readReport('boot', workspace.root);
      expect(failures(report)).toEqual([]);
      expect(held(report, 'first boot')).toContain('ann logs in on the console with the password');
      expect(held(report, 'after a reboot: my own')).toHaveLength(3);
    },
    HOUR,
  );

  it(
    'many configured fields: they are used in the image, before and after a reboot',
    async () => {
      const { publicKey } = await makeKey(workspace);
      await preloadedImage(workspace);
      workspace.write(
        'project/compose.yaml',
        `services:
  crow:
    image: nest/crow:1.0
    command: sh -c 'while true; do cat /etc/words; sleep 5; done'
    volumes: ["./words:/etc/words:ro"]
    restart: unless-stopped
`,
      );
      workspace.write('project/words', 'ahoy\n');
      workspace.editJson('configs.json', (json) => {
        json['root_fs'] = {
          hostname: 'flying-dutchman',
          username: 'davy',
          groupname: 'crew',
          password: 'locker',
          ssh_authorized_keys: [publicKey],
        };
        json['rpi_sd_image'] = { container_images: ['crow.tar'], compose_file: 'project' };
      });
      workspace.write(
        'expectations.yaml',
        `my own:
  - expect: the project says what its file has
    on: [qemu]
    command: docker compose --project-directory /etc/hypriotos/compose logs --no-log-prefix --tail 1 crow
    has: ahoy
  - expect: the configured key may log in
    on: [qemu]
    command: grep -cF '${publicKey}' /home/davy/.ssh/authorized_keys
    prints: "1"
`,
      );
      await workspace.nx(['run', 'rpi_sd_image:verify']);
      expect(failures(readReport('verify', workspace.root))).toEqual([]);
      await workspace.nx(['run', 'rpi_sd_image:boot']);
      const report = readReport('boot', workspace.root);
      expect(failures(report)).toEqual([]);
      expect(held(report, 'first boot')).toContain('davy logs in on the console with the password');
      expect(held(report, 'after a reboot: my own')).toHaveLength(2);
      expect(held(report, 'after a reboot: container images')).toContain('the services of the compose project run');
      expect(reportFile('boot', 'boot-console.txt', workspace.root)).toContain('flying-dutchman login:');
    },
    2 * HOUR,
  );

  it(
    'power cuts while container images are loaded and the compose project starts',
    async () => {
      await workspace.nx(['run', 'rpi_sd_image:boot', '--scenario=power_cut_containers']);
      const report = readReport('boot', workspace.root);
      expect(failures(report)).toEqual([]);
      for (const moment of ['container images are loaded', 'the compose project comes up']) {
        expect(held(report, `power cut while ${moment}: container images`)).toContain(
          'the services of the compose project run',
        );
      }
    },
    2 * HOUR,
  );
});

describe('a running board', () => {
  let stay: Run | undefined;
  let address = '';
  let workspace: WorkspaceCopy;

  /** The system in QEMU of another container serves as the board. */
  beforeAll(async () => {
    workspace = new WorkspaceCopy();
    stay = nx(['run', 'rpi_sd_image:boot', '--scenario=stay']);
    await stay.says('It runs. Log in with: ');
    const [, port, host] = /ssh -p (\d+) pirate@(\S+)/.exec(stay.output) ?? [];
    address = `${host}:${port}`;
  }, HOUR);
  afterAll(async () => {
    stay?.child.kill('SIGTERM');
    await stay?.ended;
    workspace?.remove();
  });

  const onBoard = (...settings: string[]) =>
    workspace.nx(['run', 'rpi_sd_image:boot', `--host=${address}`, ...settings]);

  it(
    'is judged over SSH with the configured password, and is unchanged afterwards',
    async () => {
      await onBoard();
      const report = readReport('boot', workspace.root);
      expect(failures(report)).toEqual([]);
      expect(held(report, 'board')).toEqual(
        expect.arrayContaining(['pirate logs in over SSH', 'a container runs', 'docker compose brings a project up']),
      );
      expect(expectationsHeld(report, 'board')).toBeGreaterThan(50);
      workspace.write(
        'expectations.yaml',
        `left:
  - { expect: no container is left, on: [board], command: docker ps --all --quiet, prints: "" }
  - { expect: no image is left, on: [board], command: docker image ls --quiet, prints: "" }
  - { expect: no volume is left, on: [board], command: docker volume ls --quiet, prints: "" }
  - { expect: no file is left, on: [board], command: ls -A /tmp /home/pirate, lacks: [boot-test] }
`,
      );
      await onBoard();
      expect(held(readReport('boot', workspace.root), 'board: left')).toHaveLength(4);
    },
    HOUR,
  );

  it(
    'is judged with a key',
    async () => {
      const { identity, publicKey } = await makeKey(workspace);
      const [host, port] = address.split(':');
      const put = 'SSH_ASKPASS=/tmp/askpass SSH_ASKPASS_REQUIRE=force ssh -o StrictHostKeyChecking=no';
      const { code } = await proof.run(
        `printf '#!/bin/sh\\necho hypriot\\n' >/tmp/askpass && chmod +x /tmp/askpass &&
         ${put} -p ${port} pirate@${host} "mkdir -p -m 700 .ssh && echo '${publicKey}' >>.ssh/authorized_keys"`,
      );
      expect(code).toBe(0);
      workspace.editJson('configs.json', (json) => (json['root_fs'] = { password: 'not-the-one' }));
      const output = await onBoard(`--identity=${identity}`);
      expect(failures(readReport('boot', workspace.root))).toEqual([]);
      expect(output).not.toContain(readFileSync(identity, 'utf8').split('\n')[1]);
    },
    HOUR,
  );

  it('refuses a wrong password, which the run reports at once', async () => {
    await expect(onBoard()).rejects.toThrow(/pirate could not log in over SSH at .*: .*Permission denied/);
  });
});

/** Writes crow.tar to the workspace: an image with an arm64 busybox, as `docker save` would write it. */
async function preloadedImage(workspace: WorkspaceCopy): Promise<void> {
  proof.copyIn(join(ROOT, 'tools/e2e/lib/container-image.sh'), '/usr/local/bin');
  const { code, output } = await proof.run(`
    cd /proof && python3 -B -c 'import sys; from machine import container_image; sys.stdout.buffer.write(container_image.root_file_system())' >/tmp/layer.tar
    container-image.sh /tmp/crow.tar arm64 /tmp/layer.tar nest/crow:1.0`);
  expect({ code, output }).toEqual({ code: 0, output: '' });
  proof.copyOut('/tmp/crow.tar', workspace.root);
}
