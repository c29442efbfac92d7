import fc from 'fast-check';
import { parse } from 'yaml';
import { USER_DATA } from '../testing/small-image';
import { changedUserData } from './cloud-config';
import { LOOKALIKES } from '../../../card-settings/src/testing/lookalikes';

interface UserData {
  hostname?: unknown;
  users?: Record<string, unknown>[];
  [key: string]: unknown;
}

/** As cloud-init reads it: YAML 1.1. */
const read = (text: string): UserData => parse(text, { version: '1.1' }) as UserData;

describe('the host name', () => {
  it.each(LOOKALIKES)('%s stays text', (hostname) => {
    const text = changedUserData(USER_DATA, { hostname });
    expect(read(text)).toEqual({ ...read(USER_DATA), hostname });
  });

  it('is the only line that changes', () => {
    const text = changedUserData(USER_DATA, { hostname: 'reef' });
    expect(text).toBe(USER_DATA.replace('hostname: black-pearl', 'hostname: "reef"'));
  });

  it('is added if the user-data have no host name', () => {
    expect(changedUserData('#cloud-config\n', { hostname: 'reef' })).toBe('#cloud-config\n\nhostname: "reef"\n');
    expect(read(changedUserData('#cloud-config\n# mine\ntimezone: UTC\n', { hostname: 'reef' }))).toEqual({
      timezone: 'UTC',
      hostname: 'reef',
    });
  });

  it('is set in an empty file, too', () => {
    for (const empty of ['', '\n', ' \r\n'])
      expect(changedUserData(empty, { hostname: 'reef' })).toBe('#cloud-config\n\nhostname: "reef"\n');
  });

  it('can be any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (hostname) => {
        expect(read(changedUserData(USER_DATA, { hostname }))).toEqual({ ...read(USER_DATA), hostname });
      }),
    );
  });
});

describe('other keys', () => {
  it('keep their values, comments and order', () => {
    const text = [
      '#cloud-config',
      '# Mine.',
      'hostname: reef # of the coast',
      'write_files:',
      '  - path: /etc/motd',
      "    permissions: '0644'",
      '    content: |',
      '      Ahoy',
      '',
      '        davy: yes',
      'octal: 0644',
      'hexadecimal: 0x1f',
      'large: 123456789012345678901',
      'parts: 12:30:45',
      'fraction: 1.10',
      'day: 2026-11-26',
      'on: yes',
      'nothing: ~',
      'ports: [80, 0443]',
      'anchor: &one {a: 1}',
      'again: *one',
      '',
      '# The end.',
      '',
    ].join('\n');
    expect(changedUserData(text, { hostname: 'reef' })).toBe(text.replace('hostname: reef', 'hostname: "reef"'));
  });

  it('keep their values, whatever they are', () => {
    const key = fc
      .stringMatching(/^[a-z]{1,8}$/)
      .filter((word) => !['hostname', 'y', 'n', 'yes', 'no', 'on', 'off', 'null', 'true', 'false'].includes(word));
    const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });
    fc.assert(
      fc.property(fc.dictionary(key, value), (others) => {
        const text = `#cloud-config\n${JSON.stringify(others)}\n`;
        expect(read(changedUserData(text, { hostname: 'reef' }))).toEqual({ ...read(text), hostname: 'reef' });
      }),
    );
  });

  it('may have the ends of lines of Windows', () => {
    const text = changedUserData(USER_DATA.replaceAll('\n', '\r\n'), { hostname: 'reef' });
    expect(read(text)).toEqual({ ...read(USER_DATA), hostname: 'reef' });
    expect(text).toMatch(/^#cloud-config\r?\n/);
    expect(text).toMatch(/# What the first boot sets up\.\r?\n/);
  });
});

describe('the account', () => {
  const [pirate] = read(USER_DATA).users!;
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMN63jLkKQ2Qz36R9IagRjN6DxgcL6lwXt1aXc0OpgCp davy@locker';

  it('of another name takes the place of the built-in one, with its rights', () => {
    const text = changedUserData(USER_DATA, { account: { name: 'davy', passwordHash: '$6$salt$hash' } });
    const { groups, shell, sudo } = pirate!;
    const davy = { name: 'davy', groups, shell, sudo, hashed_passwd: '$6$salt$hash', lock_passwd: false };
    expect(read(text)).toEqual({ ...read(USER_DATA), users: [davy] });
    expect(text).not.toContain('$6$hypriot$hash');
  });

  it('with keys alone has no password', () => {
    const [davy] = read(changedUserData(USER_DATA, { account: { name: 'davy', keys: [key] } })).users!;
    expect(davy).toMatchObject({ name: 'davy', lock_passwd: true, ssh_authorized_keys: [key] });
    expect(davy).not.toHaveProperty('hashed_passwd');
  });

  it('cannot be one that nobody can log in to', () => {
    expect(() => changedUserData(USER_DATA, { account: { name: 'davy' } })).toThrow('could not log in');
  });

  it.each([undefined, 'pirate'])('gets a new password, and keeps everything else (named: %s)', (name) => {
    const text = changedUserData(USER_DATA, { account: { ...(name && { name }), passwordHash: '$6$new$one' } });
    expect(read(text)).toEqual({ ...read(USER_DATA), users: [{ ...pirate, hashed_passwd: '$6$new$one' }] });
  });

  it('gets a key, and keeps its password', () => {
    const text = changedUserData(USER_DATA, { account: { keys: [key] } });
    expect(read(text)).toEqual({ ...read(USER_DATA), users: [{ ...pirate, ssh_authorized_keys: [key] }] });
    expect(text).toContain('# Made by: openssl passwd -6');
  });

  it('has one password only, and is unlocked', () => {
    const text = '#cloud-config\nusers: [{ name: davy, plain_text_passwd: x, passwd: y, lock_passwd: true }]\n';
    const { users } = read(changedUserData(text, { account: { passwordHash: '$6$new$one' } }));
    expect(users).toEqual([{ name: 'davy', lock_passwd: false, hashed_passwd: '$6$new$one' }]);
  });

  it.each(LOOKALIKES)('%s stays text', (name) => {
    const [user] = read(changedUserData(USER_DATA, { account: { name, passwordHash: 'x' } })).users!;
    expect(user).toMatchObject({ name });
  });

  it.each(['', 'users: [default]\n', 'users: []\n', 'users:\n'])(
    'can be added to user-data without one: %j',
    (users) => {
      const text = `#cloud-config\n${users}`;
      expect(() => changedUserData(text, { account: { keys: [key] } })).toThrow('name no account');
      expect(read(changedUserData(text, { account: { name: 'davy', keys: [key] } })).users).toEqual([
        {
          name: 'davy',
          groups: ['sudo'],
          shell: '/bin/bash',
          sudo: 'ALL=(ALL) NOPASSWD:ALL',
          lock_passwd: true,
          ssh_authorized_keys: [key],
        },
      ]);
    },
  );

  const own = (users: string) => `#cloud-config\nusers: ${users}\n`;
  const added = { name: 'davy', ssh_authorized_keys: [key] };
  it.each([
    ["[{ name: mara, shell: /bin/sh }, 'jack']", [{ name: 'mara', shell: '/bin/sh' }, 'jack', added]],
    ['[default, { name: mara }]', [added, { name: 'mara' }]],
    ['[{ name: mara }, { name: pirate, groups: [x] }]', [{ name: 'mara' }, added]],
    ['[{ name: mara }, { name: davy, uid: 2000 }]', [{ name: 'mara' }, { uid: 2000, ...added }]],
  ])("is added to those of the user's own data, in place of the image's: %s", (users, expected) => {
    const account = { name: 'davy', keys: [key] };
    expect(read(changedUserData(own(users), { account }, USER_DATA)).users).toMatchObject(expected);
  });

  it("in the user's own data may do what that of the image may", () => {
    const account = { name: 'davy', keys: [key] };
    const [, davy] = read(changedUserData(own('[{ name: mara }]'), { account }, USER_DATA)).users!;
    expect(davy).toMatchObject({ groups: pirate!.groups, sudo: pirate!.sudo, shell: pirate!.shell });
  });

  it.each(['mara,jack', '{ name: mara }', '{ mara: true }'])('is not added to what is no list: %s', (users) => {
    const change = () => changedUserData(own(users), { account: { name: 'davy', keys: [key] } });
    expect(change).toThrow('without a list in `users`');
  });

  it('does not take the place of one that other keys refer to', () => {
    const text = '#cloud-config\nusers: [&built { name: pirate }, { name: mara }]\nmine: *built\n';
    const change = () => changedUserData(text, { account: { name: 'davy', keys: [key] } }, USER_DATA);
    expect(change).toThrow('it was a part of the account that is replaced');
  });
});

describe('refuses user-data', () => {
  it.each([
    ['a Jinja template', '## template: jinja\n#cloud-config\nhostname: {{ v1.name }}\n', 'not a cloud-config'],
    ['MIME', 'Content-Type: multipart/mixed; boundary="x"\nMIME-Version: 1.0\n\n--x--\n', 'not a cloud-config'],
    ['a script', '#!/bin/sh\necho ahoy\n', 'not a cloud-config'],
    ['an archive', '#cloud-config-archive\n- x\n', 'not a cloud-config'],
    ['not YAML', '#cloud-config\npassword: "locker\n', 'not valid YAML (MISSING_CHAR, line '],
    ['a list', '#cloud-config\n- locker\n', 'not keys with values'],
    ['a text', '#cloud-config\nlocker\n', 'not keys with values'],
  ])('that are %s, and does not show them', (_what, text, reason) => {
    const change = () => changedUserData(text, { hostname: 'reef' });
    expect(change).toThrow(`The user-data for the card are ${reason}`);
    expect(change).not.toThrow('locker');
  });
});
