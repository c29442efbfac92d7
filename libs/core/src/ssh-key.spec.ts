import { isSshKey } from './ssh-key';

const ED25519 = 'AAAAC3NzaC1lZDI1NTE5AAAAIMN63jLkKQ2Qz36R9IagRjN6DxgcL6lwXt1aXc0OpgCp';
const ECDSA =
  'AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBMDm/SUEE2CP/TZwFDE9RY6Dvd2vThBC9cqoi8xjADVexpWIfvRH2PW6R/c29qgX7Xy6oSFEC/Tam7DVCr4e3Ag=';
const RSA =
  'AAAAB3NzaC1yc2EAAAADAQABAAAAgQDfG9NSPNoHu9RiKAsDAjoEhxACsNgJ311GFX2YIJjkTlE3YyqWL9cBp6IYxJHGeSGyff7d3Pu860lOOyVs6KL+jWiIubg0TMBYC7Ih2o2UbmaeI7WE8Zajh/wlFUPr1pShEAEUYS7fN9JuYLIpQwM80/mx4PRzdA6CFp22eujbMQ==';

/** A key of a type for devices: the public key of the type without sk-, and the name of the application. */
const ofDevice = (type: string, ...fields: Buffer[]) =>
  Buffer.concat(
    [Buffer.from(type), ...fields, Buffer.from('ssh:')].flatMap((field) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(field.length);
      return [length, field];
    }),
  ).toString('base64');
const SK_ED = 'sk-ssh-ed25519@openssh.com';
const SK_ECDSA = 'sk-ecdsa-sha2-nistp256@openssh.com';

it.each([
  `ssh-ed25519 ${ED25519}`,
  `ssh-ed25519 ${ED25519} davy@locker`,
  `ecdsa-sha2-nistp256 ${ECDSA} davy`,
  `ssh-rsa ${RSA}`,
  `no-pty,command="ssh-rsa AAAA x",from="10.0.0.*" ssh-ed25519 ${ED25519}`,
  `${SK_ED} ${ofDevice(SK_ED, Buffer.alloc(32))}`,
  `${SK_ECDSA} ${ofDevice(SK_ECDSA, Buffer.from('nistp256'), Buffer.alloc(65))} davy`,
])('a whole key: %s', (line) => {
  expect(isSshKey(line)).toBe(true);
});

it.each([
  '',
  'ssh-ed25519',
  ED25519,
  `ssh-ed25519 ${ED25519.slice(0, -8)} davy`,
  `ssh-ed25519 ${ED25519}AAAA`,
  `ssh-ed25519 ${RSA}`,
  `ssh-rsa ${ED25519}`,
  `ssh-rsa ${RSA.slice(0, 40)}`,
  `ecdsa-sha2-nistp384 ${ECDSA}`,
  `command="ssh-ed25519 ${ED25519}"`,
  'ssh-ed25519 AAAAx',
])('no whole key: %s', (line) => {
  expect(isSshKey(line)).toBe(false);
});
