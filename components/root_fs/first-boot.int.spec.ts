import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builderImage, RunningContainer } from '../../tools/e2e/lib/containers';

/*
 * The first boot with Debian's cloud-init, stage by stage, in a container: what becomes of the built-in account (pirate, id
 * 1000, with the known password) by the user's data, and how far a first boot goes that is cut off or ends in order.
 */

type Step = 'start' | 'end' | 'off' | 'cut' | `sh ${string}`;
interface After {
  accounts: string[];
  said: string;
}

const USER_DATA = '/boot/firmware/user-data';
const MARA = '#cloud-config\nusers:\n  - name: mara\n    lock_passwd: true\n';
const AS_BUILT = ['pirate 1000 known'];
const LOCKED = ['pirate 1000 locked'];
const MARA_ALONE = ['mara 1000 locked'];
const MIME = `Content-Type: multipart/mixed; boundary="X"
MIME-Version: 1.0

--X
Content-Type: text/cloud-config

${MARA}
--X
Content-Type: text/x-shellscript

#!/bin/sh
true
--X--
`;

/** What there is before anybody can log in. */
const FORMS: [form: string, userData: string | Buffer, accounts: string[]][] = [
  ['nothing', '', AS_BUILT],
  ['a host name', '#cloud-config\nhostname: reef\n', AS_BUILT],
  ['a cloud-config', MARA, MARA_ALONE],
  ['a template', `## template: jinja\n${MARA}`, MARA_ALONE],
  ['an empty first line', `\n${MARA}`, MARA_ALONE],
  ['capitals', MARA.replace('cloud-config', 'Cloud-Config'), MARA_ALONE],
  ['CRLF', MARA.replace(/\n/g, '\r\n'), MARA_ALONE],
  ['gzip', gzipSync(MARA), MARA_ALONE],
  ['MIME', MIME, MARA_ALONE],
  ['#include', '#include\nfile:///tmp/mara\n', MARA_ALONE],
  [
    'an archive',
    '#cloud-config-archive\n- type: text/cloud-config\n  content: |\n    #cloud-config\n    users: [{ name: mara }]\n',
    MARA_ALONE,
  ],
  ['user beside users', '#cloud-config\nuser: mara\nusers: [ann]\n', ['ann 1000 locked', 'mara 1001 locked']],
  ['another default user', '#cloud-config\nsystem_info: { default_user: { name: mara } }\n', MARA_ALONE],
  ['modules without ours', `${MARA}cloud_init_modules: [users-groups]\n`, ['mara 1001 locked']],
  ['an account that cannot be made', '#cloud-config\nusers: [{ name: mara, ssh_redirect_user: 7 }]\n', []],
  ['default and another', '#cloud-config\nusers: [default, mara]\n', ['mara 1001 locked', 'pirate 1000 locked']],
  ['no users', '#cloud-config\nusers: []\n', AS_BUILT],
  ["a service's account", '#cloud-config\nusers: [default, { name: tide, system: true }]\n', AS_BUILT],
  ["the built-in one's key", '#cloud-config\nssh_authorized_keys: [ssh-ed25519 AAAA]\n', AS_BUILT],
  [
    "the built-in one's hash, as for a new account",
    '#cloud-config\nusers: [{ name: pirate, lock_passwd: false, passwd: $6$salt$hash }]\n',
    ['pirate 1000 own'],
  ],
  ["the built-in one's password, set later", '#cloud-config\npassword: harbour\n', LOCKED],
  ['a script that makes accounts', '#!/bin/sh\nuseradd mara\n', LOCKED],
  ['a command that makes accounts', '#cloud-config\nruncmd: [useradd mara]\n', LOCKED],
  ['another script', '#!/bin/sh\ntrue\n', AS_BUILT],
  ['a byte order mark', `\ufeff${MARA}`, LOCKED],
  ['no header', MARA.replace('#cloud-config\n', ''), LOCKED],
  ['no YAML', `${MARA}hostname: [reef\n`, LOCKED],
  ['no YAML, and nothing about accounts', '#cloud-config\nhostname: [reef\n', AS_BUILT],
  ['an #include that leads nowhere', '#include\nfile:///tmp/nowhere\n', LOCKED],
  ['gzip cut off', gzipSync(MARA).subarray(0, 40), LOCKED],
];

/** Steps with the accounts after each; null: of no matter. */
const STORIES: [story: string, userData: string, steps: [Step, string[] | null][]][] = [
  [
    'a script made an account: the known password opens nothing any more',
    '#!/bin/sh\nuseradd mara && echo mara:reef | chpasswd\n',
    [
      ['start', LOCKED],
      ['end', ['mara 1001 own', 'pirate 1000 locked']],
    ],
  ],
  [
    'a script made a service an account: nobody is locked out',
    '#cloud-config\nruncmd: [useradd --system tide]\n',
    [
      ['start', LOCKED],
      ['end', AS_BUILT],
    ],
  ],
  [
    'another password has been set',
    '#cloud-config\npassword: harbour\nchpasswd: { expire: false }\n',
    [
      ['start', LOCKED],
      ['end', ['pirate 1000 own']],
    ],
  ],
  [
    'what could not be read is corrected: the first boot begins again',
    MARA.replace('#cloud-config\n', ''),
    [
      ['start', LOCKED],
      ['end', LOCKED],
      [`sh sed -i '1i #cloud-config' ${USER_DATA}`, null],
      ['start', MARA_ALONE],
    ],
  ],
  [
    'somebody has worked with the account: it stays, locked',
    '#cloud-config\nhostname: reef\n',
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [
        `sh printf '${MARA.replace(/\n/g, '\\n')}' >${USER_DATA}; echo instance-id: other >/boot/firmware/meta-data`,
        null,
      ],
      ['start', ['mara 1001 locked', 'pirate 1000 locked']],
    ],
  ],
];

const COUNTED = '#cloud-config\nruncmd: [echo once >>/tmp/runs]\n';
const runs = (count: number): Step => `sh test "$(grep -c once /tmp/runs)" = ${count}`;

/** What the last step says of the first boot. */
const FIRST_BOOTS: [title: string, steps: Step[], said: RegExp | ''][] = [
  ['that has ended is over', ['start', 'end', runs(1), 'start'], ''],
  ['that the power cut off begins again', ['start', 'cut', 'start'], /cut off: it begins again/],
  ['that ended in order goes on', ['start', 'off', 'start'], /in order: it goes on/],
  ['that ended in order is not repeated', ['start', 'off', 'start', 'end', runs(1), 'start'], ''],
  ['that went on and was cut off begins again', ['start', 'off', 'start', 'cut', 'start'], /cut off: it begins again/],
  [
    'that never ends begins five times',
    ['start', 'start', 'start', 'start', 'start', 'start'],
    /has begun 5 times and has never come to its end/,
  ],
];

let container: RunningContainer;
let results: After[][];

beforeAll(async () => {
  container = new RunningContainer(await builderImage('first_boot', 'components/root_fs/testing/first-boot'));
  container.copyIn(join(__dirname, 'builder'), '/builder');
  const prepared = await container.run('/testing/prepare.sh');
  if (prepared.code !== 0) throw new Error(prepared.output);
  const boots = [
    ...FORMS.map(([, userData]) => boot(userData, ['start'])),
    ...STORIES.map(([, userData, steps]) =>
      boot(
        userData,
        steps.map(([step]) => step),
      ),
    ),
    ...FIRST_BOOTS.map(([, steps]) => boot(COUNTED, ['sh rm -f /tmp/runs', ...steps])),
  ];
  const { code, output } = await container.run('printf %s "$BOOTS" | python3 -B /testing/stages.py', {
    BOOTS: JSON.stringify(boots),
  });
  if (code !== 0) throw new Error(output);
  results = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as After[]);
}, 3_600_000);
afterAll(() => container?.remove());

const boot = (userData: string | Buffer, steps: Step[]) => ({
  files: { [USER_DATA]: base64(userData), '/tmp/mara': base64(MARA) },
  steps,
});
const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');

describe('the built-in account, before anybody can log in', () => {
  it.each(FORMS.map(([form, , accounts], number) => ({ form, accounts, number })))('$form', ({ accounts, number }) => {
    expect(results[number]?.[0]?.accounts).toEqual(accounts);
  });
});

describe('the built-in account, when', () => {
  it.each(STORIES.map(([story, , steps], number) => ({ story, steps, number })))('$story', ({ steps, number }) => {
    const found = results[FORMS.length + number] ?? [];
    steps.forEach(([step, accounts], at) => {
      if (accounts) expect({ step, accounts: found[at]?.accounts }).toEqual({ step, accounts });
    });
  });
});

describe('a first boot', () => {
  it.each(FIRST_BOOTS.map(([title, , said], number) => ({ title, said, number })))('$title', ({ said, number }) => {
    const last = results[FORMS.length + STORIES.length + number]?.at(-1)?.said;
    if (said === '') expect(last).not.toMatch(/first boot/i);
    else expect(last).toMatch(said);
  });
});
