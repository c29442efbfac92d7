import { parse } from 'yaml';
import { changedUserData } from './cloud-config';
import { changedNetworkConfig } from './network-config';

/* Files of users, to which settings are added. */

const refused = (message: string) =>
  expect.objectContaining({
    code: 'HK_CARD_SETTING_INVALID',
    message: expect.stringContaining(message) as string,
  }) as Error;
const keys = (count: number) => Array.from({ length: count }, (_, at) => `key${at}: ${'x'.repeat(90)}\n`).join('');

it('user-data of 10 MB get a host name within seconds, and keep all else', () => {
  const text = `#cloud-config\n${keys(100_000)}`;
  // CPU time: the machine may do other things at the same time.
  const before = process.cpuUsage();
  const changed = changedUserData(text, { hostname: 'reef' });
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(20);
  // Jest would take long to show how two texts of this length differ.
  expect(changed === `${text}hostname: "reef"\n`).toBe(true);
});

it('the line of a key that is there twice is said', () => {
  const text = `#cloud-config\n${keys(1000)}key7: again\n`;
  expect(() => changedUserData(text, { hostname: 'reef' })).toThrow(refused('DUPLICATE_KEY, line 1002'));
});

const MULTIPLYING = Array.from(
  { length: 40 },
  (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]\n`,
).join('');

it('lists that stand for more and more of themselves are not spelt out', () => {
  const users = 'users:\n- name: davy\n  groups: *a40\n';
  const text = `#cloud-config\na0: &a0 [x]\n${MULTIPLYING}${users}`;
  const changed = changedUserData(text, { hostname: 'reef', account: { name: 'jack', keys: ['k'] } });
  expect(changed.length).toBeLessThan(100_000);
  expect(changed).toContain('name: "jack"');
  expect(changedNetworkConfig(`version: 2\na0: &a0 [x]\n${MULTIPLYING}`, { ssid: 'quay' })).toContain('"quay"');
});

it.each(['[', '{a: ', '- '])('what is nested a hundred thousand times is refused: %s', (opening) => {
  const text = `#cloud-config\na: ${opening === '- ' ? '\n ' : ''}${opening.repeat(100_000)}\n`;
  expect(() => changedUserData(text, { hostname: 'reef' })).toThrow(refused('not valid YAML'));
});

it('an account like one that is an alias is added', () => {
  const text = '#cloud-config\nx: &x [docker]\nusers:\n- name: davy\n  groups: *x\n';
  const { users } = parse(changedUserData(text, { account: { name: 'jack', keys: ['k'] } })) as { users: object[] };
  expect(users).toEqual([
    { name: 'jack', groups: ['docker'], shell: '/bin/bash', lock_passwd: true, ssh_authorized_keys: ['k'] },
  ]);
});
