/** What the stages of a first boot are told, and what becomes of it. testing/first-boot/stages.py says what each step is. */
export type Step = 'start' | 'config' | 'most' | 'end' | 'off' | 'cut' | `sh ${string}`;

/** Data, and steps with the accounts after each; null: of no matter. */
export type Story = [story: string, userData: string, steps: [Step, string[] | null][]];

export const USER_DATA = '/boot/firmware/user-data';
export const MARA = '#cloud-config\nusers:\n  - name: mara\n    lock_passwd: true\n';
export const AS_BUILT = ['pirate 1000 known'];
export const LOCKED = ['pirate 1000 locked'];
export const MARA_ALONE = ['mara 1000 locked'];

export const OWN_PIRATE = '  - { name: pirate, lock_passwd: false, hashed_passwd: $6$salt$hash }\n';
/** The image's own user-data with another name. */
export const RENAMED = `#cloud-config
hostname: black-pearl
users:
  - name: davy
    primary_group: pirate
    groups: [sudo, video]
    shell: /bin/bash
    sudo: ALL=(ALL) NOPASSWD:ALL
    lock_passwd: false
    hashed_passwd: "@KNOWN@"

ssh_pwauth: true
`;
/** The same with the password itself, as HypriotOS's own once had it. */
export const RENAMED_IN_WORDS = RENAMED.replace('hashed_passwd: "@KNOWN@"', 'plain_text_passwd: hypriot');
/** Data that write a file. */
export const writes = (path: string, content: string, encoding?: string) =>
  `#cloud-config\nwrite_files:\n  - ${JSON.stringify({ path, content, permissions: '0755', encoding })}\n`;
export const KNOWN_PIRATE =
  '#cloud-config\nusers:\n  - { name: pirate, lock_passwd: false, hashed_passwd: "@KNOWN@" }\n';
export const MARA_INSTEAD: Step = `sh cp /tmp/mara ${USER_DATA}`;
