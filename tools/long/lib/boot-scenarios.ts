/** Some of the results that must hold in each phase of a scenario. */
type Scenario = [title: string, scenario: string, phases: Record<string, string[]>];

/** The scenarios for the image of the default configuration. docs/boot.md describes them. */
export const SCENARIOS: Scenario[] = [
  [
    'user-data with a mistake: the configured user can log in and sees what is wrong',
    'user_data_invalid',
    Object.fromEntries(
      ['user-data that are not YAML', 'user-data that are no cloud-config'].map((mistake) => [
        mistake,
        [
          'pirate logs in on the console with the password',
          'the console says it',
          "cloud-init's status says what is wrong",
        ],
      ]),
    ),
  ],
  [
    'user-data with hidden accounts: the built-in account does not accept its known password',
    'accounts',
    {
      'a template names an account': ['the built-in account is gone, and mara has its id'],
      'a file that a message includes names an account': [
        'the console refuses pirate with the known password',
        'SSH refuses pirate with the known password',
        'the console shows the host name in the file',
      ],
      'user-data that cannot be read name an account': [
        'the console refuses pirate with the known password',
        'SSH refuses pirate with the known password',
        'the console says what to do',
      ],
      'the user-data have been corrected': ['the built-in account is gone, and mara has its id'],
    },
  ],
  ...(
    [
      ['reboot', 'rebooted'],
      ['poweroff', 'switched itself off'],
      ['bootcmd_reboot', 'rebooted'],
      ['power_state', 'rebooted'],
    ] as const
  ).map(([scenario, how]): Scenario => [
    `user-data that end the first boot (${scenario}) do so once, then the system stays up`,
    scenario,
    {
      'first boot': [
        `the board ${how} by itself`,
        'it went down once, as the user-data say',
        'one-time work of the user-data was done once',
        'a container runs',
      ],
      'after a reboot': ['the system is up without a failed unit'],
    },
  ]),
  [
    'a card that is hardly larger than the image: the system starts',
    'card_hardly_larger',
    { 'a card hardly larger than the image': ['a container runs'] },
  ],
  [
    'a full disk: the board can be reached, and works after files are removed',
    'full_disk',
    {
      'with a full disk': ['pirate logs in over SSH with the key'],
      'with space again': ['a container runs'],
    },
  ],
  [
    'power cuts during an update of the kernel: the board boots, and the update ends',
    'kernel_update',
    {
      'power cut while the old kernel is copied': ['the moment comes', 'the new kernel runs'],
      'power cut while the new kernel is written': ['the moment comes', 'the new kernel runs'],
    },
  ],
  [
    'power cuts during the first boot: the next boot completes the work',
    'power_cut',
    Object.fromEntries(
      [
        'the partition grows',
        'the file system grows',
        'cloud-init reads the user-data',
        'cloud-init makes accounts and keys',
        'the SSH server starts, its keys just made',
        'Docker starts for the first time',
      ].map((moment) => [`power cut while ${moment}`, ['the moment comes', 'a container runs']]),
    ),
  ],
  [
    'a power cut in a later boot: the system is unchanged',
    'power_cut_later',
    {
      'power cut while cloud-init goes through a later boot': [
        'the moment comes',
        'pirate logs in over SSH with the key',
        'a container runs',
        'the first boot has not begun again',
      ],
    },
  ],
  [
    'what Imager writes: it takes effect',
    'imager',
    Object.fromEntries(
      ['first boot', 'after a reboot', 'with a key, and a country for no radio'].map((phase) => [
        phase,
        ['the account is the only one', "cloud-init takes the card for Imager's", 'nothing is degraded'],
      ]),
    ),
  ],
  [
    'keys whose modules need a program or a device: they take effect, or the status names them',
    'modules',
    {
      'modules that have what they need': [
        'the locale has been made',
        'the time server is asked',
        'the file system is mounted',
        'a package of the added source is installed',
        'cloud-init has nothing to complain of',
      ],
      'modules that lack what they need': [
        'the status names keys that cannot be fetched',
        'the status names a disk that is not there',
        'the console names the keys without a module',
      ],
    },
  ],
  [
    'missing radios and other devices: nothing waits for them',
    'radio_absent',
    {
      'first boot': ['nothing but the Wi-Fi waits for it', 'the service of wlan0 is there, for when the device is'],
      'after a reboot': ['nothing but the Wi-Fi waits for it', 'a container runs'],
    },
  ],
  [
    'a clock that has stood still: what needs the time waits for it, but not forever',
    'time_unknown',
    {
      'with a time server': ["the packages of the user-data are installed, from today's index"],
      'without a time server': ['the wait is bounded', 'the console says that the time is not known'],
      'still without one': ['it waits only briefly after a boot without a time server'],
    },
  ],
];
