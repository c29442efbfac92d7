import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { builderImage, RunningContainer } from '../e2e/lib/containers';
import { copyExamples, exampleVariables, standInFor, SWARM_KEY_FILE } from '../e2e/lib/examples';
import { boardReport, failures, held } from '../e2e/lib/report';
import { WorkspaceCopy } from '../e2e/lib/workspace-copy';

/* Builds, verifies and boots the examples that tools/e2e/example.spec.ts does not. Worker 2 differs from worker 1 in its host name only. */

const HOUR = 60 * 60 * 1000;

let workspace: WorkspaceCopy;
let proof: RunningContainer;
let env: NodeJS.ProcessEnv;
let privateKey: string;
beforeAll(async () => {
  workspace = new WorkspaceCopy();
  // Longer than all tests take.
  proof = new RunningContainer(await builderImage('rpi_sd_image_proof', 'components/rpi_sd_image/proof'), [
    'sleep',
    '8h',
  ]);
  copyExamples(workspace);
  await proof.run(`ssh-keygen -q -t ed25519 -N '' -C swarm -f /tmp/swarm-key`);
  privateKey = (await proof.run('cat /tmp/swarm-key')).output;
  const publicKey = (await proof.run('cat /tmp/swarm-key.pub')).output.trim();
  writeFileSync(join(workspace.root, SWARM_KEY_FILE), privateKey);
  env = exampleVariables(publicKey);
}, HOUR);
afterAll(() => {
  proof?.remove();
  workspace?.remove();
});

/** Verifies and boots a board, with expectations of the test's. Each of them has to hold at the first boot. */
async function isAsExpected(board: string, expectations: string, scenario: string): Promise<void> {
  workspace.write('expectations.yaml', `mine:\n${expectations}`);
  await workspace.nx(['run', `${board}:verify`], env);
  expect(failures(boardReport(board, 'verify', workspace.root))).toEqual([]);
  await workspace.nx(['run', `${board}:boot`, `--scenario=${scenario}`], env);
  const report = boardReport(board, 'boot', workspace.root);
  expect(failures(report)).toEqual([]);
  expect(held(report, 'first boot: mine')).toHaveLength(expectations.match(/expect:/g)!.length);
}

it(
  'pi-hole',
  async () => {
    await standInFor('pihole/pihole:2026.07.2', 'pi-hole', workspace, proof, ['httpd', '-f', '-p', '80', '-h', '/www']);
    await isAsExpected(
      'pi-hole',
      `  - expect: the ports are published on all addresses
    on: [qemu]
    command: docker port compose-pihole-1 | grep --fixed-strings 0.0.0.0 | sort
    prints: |-
      53/tcp -> 0.0.0.0:53
      53/udp -> 0.0.0.0:53
      80/tcp -> 0.0.0.0:80
  - expect: the page is reached at this address
    on: [qemu]
    command: curl --silent --head http://192.168.1.2/ | head --lines 1
    has: ' 404 '
`,
      'first_boot',
    );
  },
  HOUR,
);

it(
  'kiosk',
  () =>
    isAsExpected(
      'kiosk',
      `  - expect: without a display, the browser is skipped
    on: [qemu]
    command: ls /dev/dri/card* 2>/dev/null; systemctl show --property ActiveState,ConditionResult --value kiosk.service
    prints: |-
      inactive
      no
  - expect: the browser's account cannot log in
    on: [qemu]
    command: getent passwd kiosk
    has: :/var/lib/kiosk:/usr/sbin/nologin$
  - expect: cage and the browser start
    on: [qemu]
    command: cage -v && chromium --version
    as: kiosk
    has: [^Cage version, ^Chromium]
    seconds: 120
`,
      'usual',
    ),
  2 * HOUR,
);

it(
  'swarm-manager: it starts a swarm, and gives the key the token for it and nothing else',
  () =>
    isAsExpected(
      'swarm-manager',
      `  - expect: the board leads a swarm
    on: [qemu]
    command: |
      for second in $(seq 120); do
          [ "$(docker info --format '{{.Swarm.LocalNodeState}}')" = inactive ] || break
          sleep 1
      done
      docker node ls --format '{{.Hostname}} {{.ManagerStatus}}'
    prints: swarm-manager Leader
    seconds: 300
  - expect: Docker has the settings of the image
    on: [qemu]
    command: docker info --format '{{.LiveRestoreEnabled}} {{.LoggingDriver}}'
    prints: false json-file
  - expect: whoever has the key gets the token, whatever they ask
    on: [qemu]
    command: |
      cat >/tmp/key <<'END'
${privateKey.trim().replace(/^/gm, '      ')}
      END
      chmod 600 /tmp/key
      ssh -i /tmp/key -o BatchMode=yes -o StrictHostKeyChecking=accept-new pirate@192.168.1.10 id
    has: ^SWMTKN-1-\\S+$
    lacks: uid=
`,
      'usual',
    ),
  2 * HOUR,
);

it(
  'swarm-worker-1: without a manager, it keeps asking, and all else runs',
  () =>
    isAsExpected(
      'swarm-worker-1',
      `  - expect: it says what it waits for
    on: [qemu]
    command: journalctl --boot --unit join-swarm.service --output cat
    has: ^The manager, swarm-manager.local, is not on this network.$
  - expect: it tries again
    on: [qemu]
    command: systemctl show --property ActiveState --value join-swarm.service
    has: ^(activating|active)$
  - expect: the key is root's alone
    on: [image, qemu]
    file: /etc/swarm-key
    owner: root
    mode: 0600
`,
      'first_boot',
    ),
  HOUR,
);
