import project from './project.json';
import { builderImage, RunningContainer } from '../../tools/e2e/lib/containers';

/** What boot finds out before it starts QEMU. */

/** As the target hands them in, those of verify included, each of them any text that is also JSON. */
const VALUES = Object.keys(project.targets.verify.options.environment).filter((name) => name.startsWith('VALUE_'));
const ENV = {
  ...Object.fromEntries(VALUES.map((name) => [name, '{}'])),
  IMAGE_ARTIFACT: 'image.zip',
  HYPRIOT_PASSWORD: 'hypriot',
  HYPRIOT_PASSWORD_HASH: '',
  VALUE_USERNAME: 'pirate',
  VALUE_ARCHITECTURE: 'arm64',
};

/** Of another password than that in ENV. */
const HASH = `$6$salt$${'a'.repeat(86)}`;

let container: RunningContainer;
beforeAll(async () => {
  container = new RunningContainer(await builderImage('rpi_sd_image_proof', 'components/rpi_sd_image/proof'));
  // An image of 3 GB with nothing in it.
  await container.run(
    'cd /tmp && mkdir -p /workspace && truncate --size 3G image && zip -1 -q /workspace/image.zip image && rm image',
  );
});
afterAll(() => container?.remove());

const boot = (env: Record<string, string>) => container.run('python3 /proof/boot.py', { ...ENV, ...env });

describe('boot', () => {
  it.each([
    [
      'a card that the image does not fit on',
      { CARD_MEGABYTES: '2048' },
      'the image has 3072 MB and does not fit on 2048 MB. Set card_megabytes=4096',
    ],
    ['a card that QEMU cannot have', { CARD_MEGABYTES: '3000' }, 'QEMU requires a power of two'],
    [
      'a system without an SSH server',
      { VALUE_SERVICES: '{"disabled": ["ssh.service"]}' },
      'boot looks at the system by SSH, and root_fs.services.disabled has ssh.service',
    ],
    ['an unknown scenario', { SCENARIO: 'flood' }, 'unknown scenario flood. Choose one of usual, '],
    ['an invalid port', { HOST: '192.0.2.1:ssh' }, 'ssh is not a port'],
    ['a scenario for a board', { HOST: '192.0.2.1', SCENARIO: 'full_disk' }, 'remove host or scenario'],
    ['an image without a partition table', {}, 'the image has no partition table'],
    [
      'a host that does not answer',
      { HOST: '127.0.0.1:1', BOOT_TIMEOUT: '3' },
      'pirate could not log in over SSH at 127.0.0.1 port 1',
    ],
    [
      'a host at the configured port',
      { HOST: '127.0.0.1', VALUE_SSH: '{"port": 2}', BOOT_TIMEOUT: '3' },
      'pirate could not log in over SSH at 127.0.0.1 port 2',
    ],
    [
      'a host that takes no passwords',
      { HOST: '192.0.2.1', VALUE_SSH: '{"password_login": false}' },
      'the configured SSH server takes no passwords: name a private key with --identity',
    ],
    [
      'a host with a password that is not known',
      { HOST: '192.0.2.1', HYPRIOT_PASSWORD_HASH: HASH },
      'only the hash of the password is configured: name a private key',
    ],
    [
      'a scenario about a password that everybody knows, without one',
      { SCENARIO: 'accounts', HYPRIOT_PASSWORD_HASH: HASH },
      'remove root_fs.password_hash',
    ],
  ])('says what is wrong with %s', async (_, env, message) => {
    const { code, output } = await boot(env);
    expect(output).toContain(message);
    expect(output).not.toContain('Traceback');
    expect(code).toBe(1);
  });

  it('leaves its reports even so', async () => {
    await boot({ CARD_MEGABYTES: '2048' });
    const { output } = await container.run(
      'cd /workspace && cat boot.txt && grep -c "<error" boot.xml && python3 -m json.tool boot.json',
    );
    expect(output).toContain('the card is too small');
  });
});

describe('a connection over SSH', () => {
  /** What id prints on it, as often as it is asked, with this password. */
  const ask = (password: string) =>
    container.run(
      `cd /proof && python3 -B -c 'import sys, tempfile
from pathlib import Path
from machine.failure import BootFailure
from machine.ssh import Ssh
from machine.time_limit import TimeLimit
ssh = Ssh("127.0.0.1", 2200, "davy", Path(tempfile.mkdtemp()), TimeLimit(20), password=sys.argv[1])
try:
    for _ in range(5):
        ssh.connect()
        print(ssh.run("id -un; sleep 0.2; id -un"))
        ssh.disconnect()
except BootFailure as failure:
    print(failure)' "$PASSWORD"`,
      { PASSWORD: password },
    );

  beforeAll(async () => {
    const { code, output } = await container.run(
      `set -e
       apt-get update && apt-get install --yes --no-install-recommends openssh-server
       mkdir -p /run/sshd && useradd --create-home davy && echo davy:locker | chpasswd
       /usr/sbin/sshd -p 2200 -o ListenAddress=127.0.0.1`,
    );
    if (code !== 0) throw new Error(output);
  }, 300_000);

  it('is made with a password, and stays', async () => {
    expect((await ask('locker')).output).toBe('davy\n'.repeat(10));
  });

  it('is not tried again with a wrong password', async () => {
    expect((await ask('chest')).output).toBe(
      'davy could not log in over SSH at 127.0.0.1 port 2200: davy@127.0.0.1: Permission denied (publickey,password).\n',
    );
  });

  it('that is refused says whether passwords are taken at all', async () => {
    const { output } = await container.run(
      `/usr/sbin/sshd -p 2201 -o ListenAddress=127.0.0.1 -o PasswordAuthentication=no -o KbdInteractiveAuthentication=no
       cd /proof && python3 -B -c 'import tempfile
from pathlib import Path
from machine.failure import BootFailure
from machine.ssh import Ssh
from machine.time_limit import TimeLimit
for port, password in ((2200, "chest"), (2201, "locker"), (2200, "locker")):
    ssh = Ssh("127.0.0.1", port, "davy", Path(tempfile.mkdtemp()), TimeLimit(20), password=password)
    try:
        print(ssh.refusal().rpartition("denied ")[2])
    except BootFailure as failure:
        print(failure)'`,
    );
    expect(output).toBe('(publickey,password).\n(publickey).\nthe login succeeded\n');
  });

  it("by boot's own way in is root's, with boot's key and with no other", async () => {
    const { output } = await container.run(
      `cd /proof && python3 -B -c 'import shlex, subprocess, tempfile, time
from pathlib import Path
from machine.door import SERVER
from machine.failure import BootFailure
from machine.key import Key
from machine.ssh import Ssh
from machine.time_limit import TimeLimit
key, other = (Key.make(Path(tempfile.mkdtemp())) for _ in range(2))
start = SERVER.format(key=key.public, port=2202).partition("ExecStart=")[2].replace(chr(92) + chr(10), "")
server = subprocess.Popen(shlex.split(start))
for identity in (key, other):
    ssh = Ssh("127.0.0.1", 2202, "root", Path(tempfile.mkdtemp()), TimeLimit(20), identity=identity.private)
    try:
        ssh.connect()
        print(ssh.run("id -un"))
    except BootFailure as failure:
        print(str(failure).rpartition(": ")[2])
server.terminate()'`,
    );
    expect(output).toBe('root\nPermission denied (publickey).\n');
  });
});

describe('a board that goes down by itself', () => {
  /** What is reported when a machine says this at its starts, the last one staying; and how it went down. No command can be run
   * on a machine whose script has the word "refused". */
  const follow = async (expected: number, ...starts: string[]) => {
    const { output } = await container.run(
      `cd /proof && python3 -B -c 'import json, sys
from machine.console import Console
from machine.failure import BootFailure
from machine.steps import Steps
from machine.time_limit import TimeLimit
from scenarios.common import come_up

class Board:
    def __init__(self, starts):
        self.starts, self.console = iter(starts), Console(TimeLimit(20))
    def switch_on(self):
        self.script = next(self.starts)
        self.console.start(["sh", "-c", self.script])
    def cut_power(self):
        self.console.stop()

steps, board = Steps(), Board(sys.argv[2:])
steps.phase = "first boot"
steps.notice_end = lambda: board.console.notice_end(9)
def look():
    with steps.check("there is a login prompt"):
        board.console.wait_for("login: ", what="login prompt")
    if "refused" in board.script:
        with steps.check("a command is run"):
            raise BootFailure("Connection refused")
try:
    ended = come_up(board, steps, look, expected=int(sys.argv[1]))
except BootFailure as failure:
    ended = str(failure)
print("@" + json.dumps([ended, [[one.group, one.expect, one.ok] for one in steps.results]]))' ${expected} ${starts.map((start) => `'${start}'`).join(' ')}`,
    );
    return JSON.parse(output.slice(output.lastIndexOf('@') + 1)) as [unknown, unknown[]];
  };
  const REBOOTS = 'echo "[  9.1] reboot: Restarting system"';
  const STAYS = 'echo -n "reef login: "; sleep 9';

  it.each([
    ['reboot', 'rebooted', REBOOTS],
    ['power-off', 'switched itself off', 'echo "[  9.1] reboot: Power down"'],
    ['halt', 'halted', 'echo "[  9.1] reboot: System halted"; sleep 9'],
    ['reboot', 'rebooted', 'echo "[  OK  ] Reached target reboot.target - System Reboot."'],
    ['power-off', 'switched itself off', 'echo "[  OK  ] Reached target \x1b[0;1;39mpoweroff.target\x1b[0m - Off."'],
  ])('is switched on again after a %s', async (how, done, start) => {
    expect(await follow(1, start, STAYS)).toEqual([
      [how],
      [
        ['first boot', `the board ${done} by itself`, true],
        ['first boot, start 2', 'there is a login prompt', true],
      ],
    ]);
  });

  it('more often than expected does not settle', async () => {
    const [ended, results] = await follow(1, REBOOTS, REBOOTS, STAYS);
    expect(ended).toMatch(
      /^first boot: the board does not settle: it rebooted by itself \d+ s .*, during: there is a login prompt; it rebooted by itself \d+ s .*start 2/,
    );
    expect(results.at(-1)).toEqual(['first boot', 'the board settles', false]);
  });

  it('without being expected to does not settle', async () => {
    expect((await follow(0, REBOOTS, STAYS))[0]).toMatch(/Expected: never/);
  });

  const PROMPT = 'echo "reef login: "';
  const FIRST_WORDS = 'echo "[  OK  ] Stopped target multi-user.target - Multi-User System."; : refused';

  it('is noticed when a command fails', async () => {
    expect(await follow(1, `${PROMPT}; ${FIRST_WORDS}; sleep 2; ${REBOOTS}`, STAYS)).toEqual([
      ['reboot'],
      [
        ['first boot', 'there is a login prompt', true],
        ['first boot', 'the board rebooted by itself', true],
        ['first boot, start 2', 'there is a login prompt', true],
      ],
    ]);
  });

  it('is named, with what was being done, where it was not expected', async () => {
    const [ended] = await follow(0, `${PROMPT}; ${FIRST_WORDS}; ${REBOOTS}`);
    expect(ended).toMatch(/it rebooted by itself \d+ s after switching on, during: a command is run\. Expected: never/);
  });

  it.each([
    ['stays up', `${PROMPT}; sleep 9; : refused`],
    ['crashes', `${PROMPT}; ${FIRST_WORDS}`],
  ])('is no excuse for a system that %s', async (_, start) => {
    expect(await follow(1, start)).toEqual([
      [],
      [
        ['first boot', 'there is a login prompt', true],
        ['first boot', 'a command is run', false],
      ],
    ]);
  });

  it('without a last word has failed', async () => {
    expect(await follow(1, 'echo crash')).toEqual([[], [['first boot', 'there is a login prompt', false]]]);
  });
});
