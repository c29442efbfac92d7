import type { RunningContainer } from '../../tools/e2e/lib/containers';
import { rootFsBuilder } from '../../tools/e2e/lib/root-fs-builder';

/** What a board waits for: scripts of the system, with stand-ins for what they ask. */

/** The scripts with shorter limits, and with folders and programs of ours in place of the system's. */
const PREPARE = `
  set -euo pipefail
  rm -rf /board && mkdir -p /board/bin /board/net/lo /board/net/eth0/device /board/rtc && cd /board
  for script in wait-for-time absent-devices; do
    sed -e 's|/sys/class/net|/board/net|; s|/sys/class/rtc|/board/rtc|; s|/var/lib/hypriotos|/board/notes|' \\
      -e 's|AT_FIRST=60|AT_FIRST=4|; s|LATER=10|LATER=1|; s|ROUTE=15|ROUTE=2|' \\
      "/builder/files/usr/lib/hypriotos/$script" >"$script"
  done
  printf '#!/bin/sh\\ncase $2 in *NTP) cat /board/ntp ;; *) cat /board/known ;; esac\\n' >bin/timedatectl
  printf '#!/bin/sh\\ncat /board/route\\n' >bin/ip
  printf '#!/bin/sh\\nif [ "$1" = list-jobs ]; then cat /board/jobs; else echo "$@"; fi\\n' >bin/systemctl
  chmod +x bin/*
  echo 1 >net/lo/carrier; echo 1 >net/eth0/carrier; echo yes >ntp; echo no >known; echo default >route; : >jobs
  export PATH=/board/bin:$PATH
`;

let board: RunningContainer;
beforeAll(async () => {
  board = await rootFsBuilder();
});
afterAll(() => board?.remove());

const run = async (script: string) => (await board.run(PREPARE + script)).output;

describe('the wait for the time', () => {
  it.each([
    ['ends when the time is known', 'echo yes >known', /^$/],
    [
      'is not for a board without a link',
      'echo 0 >net/eth0/carrier',
      /^The time is not known: there is no network\. .*\n$/,
    ],
    ['is short where no router answers', ': >route', /^The time is not known: there is no network\. .*\n$/],
    [
      'is bounded where no server answers',
      '',
      /^The time is not known: no time server has answered within 4 s\. .*\n$/,
    ],
    ['is not for a board with a clock', 'mkdir rtc/rtc0; echo 1 >rtc/rtc0/hctosys', /^$/],
    ['is not for a board that does not ask for the time', 'echo no >ntp', /^$/],
  ])('%s', async (_, situation, said) => {
    expect(await run(`${situation}\nbash wait-for-time`)).toMatch(said);
  });

  it('is shorter where it was in vain before, until a server has answered', async () => {
    expect(
      await run(
        `bash wait-for-time; bash wait-for-time; echo yes >known; bash wait-for-time; echo no >known; bash wait-for-time`,
      ),
    ).toMatch(/^.* within 4 s\..*\n.* within 1 s\..*\n.* within 4 s\..*\n$/);
  });
});

describe('devices that are not there', () => {
  it('are not waited for', async () => {
    expect(
      await run(`printf '7 sys-subsystem-net-devices-wlan%s.device start running\\n' 0 1 >jobs; bash absent-devices`),
    ).toBe(
      [0, 1]
        .map(
          (n) => `sys-subsystem-net-devices-wlan${n}.device is not there: what needs it starts when it is\ncancel 7\n`,
        )
        .join(''),
    );
  });

  it('are nothing to speak of where there are none', async () => {
    expect(await run('bash absent-devices')).toBe('');
  });
});
