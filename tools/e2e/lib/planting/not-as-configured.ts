import type { Mistake } from './mistakes';

/**
 * The image of the default configuration, which is verified as if it had been made with other values. What the
 * configured values should have changed is missing or wrong.
 */
export const NOT_AS_CONFIGURED: Mistake[] = [
  {
    name: 'a line of config.txt is there for one board only',
    plant: "boot_change config.txt '$a[pi4]\\ndtparam=i2c_arm=on'",
    values: { VALUE_CONFIG_TXT: 'dtparam=i2c_arm=on\n[pi4]\narm_boost=1' },
    caught: {
      'config.txt has the configured lines, for the boards that they are meant for':
        /expected dtparam=i2c_arm=on for all, it is not there\n.*expected arm_boost=1 for pi4, it is not there/,
      'what is added to config.txt holds for all boards': /it ends in the section \[pi4\]; expected \[all\]/,
    },
  },
  {
    name: 'a kernel argument is missing',
    plant: "boot_change cmdline.txt 's/$/ quietly/'",
    values: { VALUE_CMDLINE: 'quiet' },
    caught: { 'the kernel gets the configured arguments': /expected quiet, found '.*quietly'/ },
  },
  {
    name: 'Wi-Fi holds up the boot, in another country, without one of its networks',
    plant: `boot_change network-config '$awifis: { wlan0: { regulatory-domain: FR, access-points: { nest: {} } } }'`,
    values: { VALUE_WIFI: '{"country": "GB", "networks": [{"ssid": "nest"}, {"ssid": "crow"}]}' },
    caught: {
      'the board knows the configured Wi-Fi networks':
        /the Wi-Fi network 'crow', it is not there\n.*wlan0 is not optional.*\n.*expected the country GB, found FR/,
    },
  },
  {
    name: 'the board has no static address',
    plant: '',
    values: { VALUE_NETWORK: '{"address": "10.0.0.2/8", "gateway": "10.0.0.1", "dns": ["9.9.9.9"]}' },
    caught: {
      'the boot partition says which address the board has': /expected the address 10\.0\.0\.2\/8, found none/,
      'the boot partition says where the way out of the network is': /expected the gateway 10\.0\.0\.1, found none/,
      'the boot partition says who resolves names': /expected the name server 9\.9\.9\.9, found none/,
    },
  },
  {
    name: 'the user-data are in a form that cloud-init does not know',
    plant: "boot_change user-data '1d'",
    values: { VALUE_USER_DATA: 'my-user-data.yaml' },
    caught: { "cloud-init knows the form of the configured user's data": /expected a match/ },
  },
  {
    name: 'the boot partition has another size',
    plant: '',
    values: { VALUE_BOOT_MEGABYTES: '256' },
    caught: { 'the boot partition has the configured size': /partition 1: expected megabytes 256, found 100/ },
  },
  {
    name: 'there is no data partition',
    plant: '',
    values: { VALUE_PARTITIONS: '[{"mount": "/data", "start_megabytes": 4096}]' },
    caught: {
      'there is a boot partition and a root partition, and nothing else but the configured ones':
        /expected partitions behind the image at 4096 MB, found no place/,
      'the partitions that are mounted at boot are there': /expected .*\/data \(ext4\)/,
    },
  },
  {
    name: 'the system writes to its card',
    plant: '',
    values: { VALUE_READ_ONLY: 'true' },
    caught: {
      'a system that leaves its card as it is is started as one': /expected init=/,
      'a system that leaves its card as it is mounts the boot partition read-only': /expected a match/,
    },
  },
  {
    name: 'the keyboard is not set up',
    plant:
      "root 'rm /etc/console-setup/cached_UTF-8_del.kmap.gz' 'rm /etc/systemd/system/sysinit.target.wants/keyboard-setup.service'",
    values: { VALUE_KEYBOARD: 'de(nodeadkeys)' },
    caught: {
      'the console has its keyboard layout': /\/etc\/default\/keyboard/,
      "the keyboard's keymap is made, and needs no network": /it is not there/,
      'the keymap is loaded at boot': /^keyboard-setup\.service: /m,
    },
  },
  {
    name: 'a configured package is missing',
    plant: '',
    values: { VALUE_PACKAGES: 'curl\ncowsay' },
    caught: { 'the configured packages are installed': /^cowsay is not installed/m },
  },
  {
    name: 'a unit does not start at boot, and another one does, against the configuration',
    // A unit that is disabled as configured is missed nowhere.
    plant: "root 'rm /etc/systemd/system/timers.target.wants/fstrim.timer'",
    values: {
      VALUE_SERVICES: '{ "enabled": ["my.service"], "disabled": ["avahi-daemon.service", "fstrim.timer"] }',
    },
    caught: {
      'the units that are configured to start at boot do': /^my\.service: /m,
      'the units that are configured not to start at boot do not':
        /^avahi-daemon\.service: expected it to be disabled, it is enabled$/m,
    },
  },
  {
    name: 'the account is not in a configured group',
    plant: '',
    values: { VALUE_GROUPS: 'treasure' },
    caught: { 'the configured account is there, with its rights': /treasure/ },
  },
  {
    name: 'a configured archive is missing',
    plant: '',
    values: { VALUE_REPOSITORIES: '[{ "uris": ["https://packages.example/debian"] }]' },
    caught: { 'the configured archives are known, with their keys': /hypriotos\.sources: it is not there/ },
  },
  {
    name: 'sudo asks for no password',
    plant: '',
    values: { VALUE_SUDO: 'with_password' },
    caught: {
      'no account has a rule of its own for sudo': /^\/etc\/sudoers\.d\/hypriotos/m,
      'cloud-init has no rule of sudo for the configured account': /default_user\.sudo to be \[\], found ALL=/,
    },
  },
  {
    name: 'SSH takes passwords',
    plant: '',
    values: { VALUE_SSH: '{"password_login": false}' },
    caught: {
      "the SSH server refuses passwords before cloud-init's settings are read": /10-hypriotos\.conf: it is not there/,
    },
  },
  {
    name: 'boards with much memory do not swap, and there is no swap file',
    plant: '',
    values: { VALUE_SWAP: 'file' },
    caught: {
      'no board swaps to compressed memory': /zram-generator\.conf: expected no match/,
      'the first boot makes a swap file': /^swap-file\.service: /m,
    },
  },
  {
    name: 'a file is not there with its configured permissions',
    plant: '',
    values: {
      VALUE_FILE_MODES: '[{ "path": "/etc/shadow", "mode": "0600" }, { "path": "/etc/my.key", "owner": "root" }]',
    },
    caught: {
      'the configured files have the configured owners and permissions':
        /\/etc\/shadow: expected the mode 0600, found 0640\n\/etc\/my\.key: it is not there/,
    },
  },
  {
    name: 'the account has another password',
    plant: '',
    values: { HYPRIOT_PASSWORD_HASH: '$6$salt$hash' },
    caught: {
      'the account has the password of the configured hash': /^pirate: expected another password$/m,
      "the first boot takes the password of the configured hash for its owner's own":
        /built-in-account: expected a match/,
    },
  },
];
