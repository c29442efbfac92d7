import { dirname } from 'node:path';

/** What the stages of a first boot are told, and what becomes of it. testing/first-boot/stages.py says what each step is. */
export type Step = 'start' | 'config' | 'most' | 'end' | 'off' | 'cut' | `sh ${string}`;

/** Data, and steps with the accounts after each; null: of no matter. */
export type Story = [story: string, userData: string, steps: [Step, string[] | null][]];

export const USER_DATA = '/boot/firmware/user-data';
export const MARA = '#cloud-config\nusers:\n  - name: mara\n    lock_passwd: true\n';
export const AS_BUILT = ['pirate 1000 known'];
export const LOCKED = ['pirate 1000 locked'];
export const MARA_ALONE = ['mara 1000 locked'];

/** An SSH key, whole. */
export const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl9g';
/** Of the word reef. Stands between slashes in commands of sed, and has none. */
export const OWN_HASH =
  '$6$reef4$GzDwROOZmkRGQ0k5O2WmyAVgROcn2fyHlzF5rLeOhI.EQnk97O58AFoItZYT0YErWkEj4dJBq7Vd5XYD8oAv71';
/** Of the word cove. */
export const OTHER_HASH =
  '$6$cove1$5LVf3dkTm4QwlsOXqMCFrrxYFmhPNd6nupVtaVQdtoL3H6Ugog39zjU2sZwiEUAzp1C85YkFEfqhSy.q3ThsV1';
export const OWN_PIRATE = `  - { name: pirate, lock_passwd: false, hashed_passwd: ${OWN_HASH} }\n`;
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
/** Mara can log in with a password of her own. */
export const MARA_WITH_PASSWORD: Step = `sh printf '#cloud-config\\nusers: [{ name: mara, lock_passwd: false, passwd: "${OWN_HASH}" }]\\n' >${USER_DATA}`;

export const STARTED_TEN_TIMES: Step = 'sh echo 10 >/var/lib/hypriotos/first-boot-starts';

/** Puts a program onto the board before it is switched on. */
export const puts = (path: string, content: string | Buffer): Step =>
  `sh mkdir -p ${dirname(path)}; base64 -d >${path} <<<${Buffer.from(content).toString('base64')}; chmod +x ${path}`;
