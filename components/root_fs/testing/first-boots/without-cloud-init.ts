import { AS_BUILT, LOCKED, MARA, MARA_ALONE, OWN_HASH, type Step, type Story } from './user-data';

const MAKES_SERVICE = '#cloud-config\nruncmd: [useradd --system tide]\n';

const REMOVED: Step =
  'sh mkdir /tmp/away; mv /usr/bin/cloud-init /usr/lib/python3/dist-packages/cloudinit /tmp/away; rm -rf /var/lib/cloud';

const INSTALLED_AGAIN: Step =
  'sh cd /tmp/away; mv cloud-init /usr/bin; mv cloudinit /usr/lib/python3/dist-packages; rmdir /tmp/away';

const BEGIN = 'cd /usr/lib/hypriotos && ./first-boot begin';

const CHECK_AND_END = 'cd /usr/lib/hypriotos && ./give-up-account check && ./first-boot done';

const START_WITHOUT = `${BEGIN} && ${CHECK_AND_END}`;

const DISABLED = 'rm -rf /run/cloud-init; mkdir /run/cloud-init; touch /run/cloud-init/disabled';

const IS_OVER: Step = 'sh test -e /var/lib/cloud/instance/first-boot-done';

/** Systems whose cloud-init was removed or disabled, by the users' commands or before the first start. */
export const WITHOUT_CLOUD_INIT: Story[] = [
  [
    'commands removed cloud-init: the first boot ends all the same, and later starts change nothing',
    MAKES_SERVICE,
    [
      ['start', LOCKED],
      ['most', LOCKED],
      [REMOVED, LOCKED],
      ['end', AS_BUILT],
      [IS_OVER, null],
      [`sh ${START_WITHOUT}`, AS_BUILT],
      ['sh rm -r /var/lib/cloud', null],
      [`sh ${START_WITHOUT}`, AS_BUILT],
      [IS_OVER, null],
      [INSTALLED_AGAIN, null],
      ['start', LOCKED],
      ['end', AS_BUILT],
    ],
  ],
  [
    'cloud-init is removed from a system whose built-in account is gone: the next start has nothing to do',
    MARA,
    [
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      [REMOVED, null],
      [`sh ${START_WITHOUT}`, MARA_ALONE],
      [IS_OVER, null],
      [INSTALLED_AGAIN, null],
    ],
  ],
  [
    'an image without cloud-init has the account that it was built with',
    MARA,
    [
      [REMOVED, null],
      [`sh ${START_WITHOUT}`, AS_BUILT],
      [`sh ${START_WITHOUT}`, AS_BUILT],
      [INSTALLED_AGAIN, null],
    ],
  ],
  [
    'commands removed cloud-init before the data were checked',
    MARA,
    [
      [`sh ${BEGIN}`, null],
      [REMOVED, null],
      [`sh ${CHECK_AND_END}`, LOCKED],
      [`sh ${START_WITHOUT}`, LOCKED],
      [INSTALLED_AGAIN, null],
    ],
  ],
  [
    'commands made an account and removed cloud-init',
    `#cloud-config\nruncmd: ["useradd -m -p '${OWN_HASH}' mara"]\n`,
    [
      ['start', LOCKED],
      ['most', null],
      [REMOVED, null],
      ['end', ['mara 1001 own', 'pirate 1000 locked']],
      [`sh ${START_WITHOUT}`, ['mara 1001 own', 'pirate 1000 locked']],
      [INSTALLED_AGAIN, null],
    ],
  ],
  [
    'commands disabled cloud-init and restarted the system: what it had found stands',
    MAKES_SERVICE,
    [
      ['start', LOCKED],
      ['most', LOCKED],
      ['off', LOCKED],
      [`sh ${DISABLED}; ${START_WITHOUT}`, AS_BUILT],
      [IS_OVER, null],
    ],
  ],
  [
    'cloud-init was disabled from the start, and nothing is asked of it',
    '',
    [
      [`sh ${DISABLED}; ${START_WITHOUT}`, AS_BUILT],
      [IS_OVER, null],
    ],
  ],
  [
    'cloud-init was disabled from the start, and the data name somebody',
    MARA,
    [
      [`sh ${DISABLED}; ${START_WITHOUT}`, LOCKED],
      ['start', ['mara 1001 locked', 'pirate 1000 locked']],
    ],
  ],
];
