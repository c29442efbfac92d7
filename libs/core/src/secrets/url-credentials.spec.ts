import { secretsInUrls, withoutAnyCredentials, withoutCredentials } from './url-credentials';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('withoutCredentials', () => {
  it.each([
    ['https://davy:locker@git.test/tea', 'https://***@git.test/tea'],
    ['https://token@git.test/tea#main', 'https://***@git.test/tea#main'],
    ['https://davy:lo@cker@git.test/tea', 'https://***@git.test/tea'],
    ['https://davy:lo/ck?er@git.test/tea', 'https://***@git.test/tea'],
    ['https://davy:lo ck"er@git.test/tea', 'https://***@git.test/tea'],
    ['https://davy:12/34@git.test/tea', 'https://***@git.test/tea'],
    ['https://davy:p@ss/w0rd@git.test/tea', 'https://***@git.test/tea'],
    ['postgres://davy:p@ss:w#rd@db.test:5432/tea', 'postgres://***@db.test:5432/tea'],
    ['https://davy:p@ss w0rd@git/tea', 'https://***@git/tea'],
    ['smb://DOM;davy:Sek@ret#9@h/tea', 'smb://***@h/tea'],
    ['https://davy:locker@registry:5000/tea@sha256:0123', 'https://***@registry:5000/tea@sha256:0123'],
    ['https://davy:locker@registry/tea', 'https://***@registry/tea'],
    ['ssh://git@git.test/tea', 'ssh://git@git.test/tea'],
    ['ssh://git:locker@git.test/tea', 'ssh://git:***@git.test/tea'],
    ['https://git.test/@scope/tea@1', 'https://git.test/@scope/tea@1'],
    ['http://localhost:5000/tea@1', 'http://localhost:5000/tea@1'],
    ['http://registry:5000/tea@sha256:0123', 'http://registry:5000/tea@sha256:0123'],
    ['deb https://a:b@one.test x, https://c@two.test', 'deb https://***@one.test x, https://***@two.test'],
    ['tcp://davy:locker@127.0.0.1:2375', 'tcp://***@127.0.0.1:2375'],
    ['somebody@host.test says: http://[::1]:80/', 'somebody@host.test says: http://[::1]:80/'],
  ])('of %s is %s', (text, shown) => {
    expect(withoutCredentials(text)).toBe(shown);
  });
});

describe('secretsInUrls', () => {
  it.each([
    ['https://davy:locker@git.test/', ['locker', base64('davy:locker')]],
    ['https://davy:lo%20cker@git.test/', ['lo%20cker', 'lo cker', base64('davy:lo%20cker'), base64('davy:lo cker')]],
    ['https://davy:100%@git.test/', ['100%', base64('davy:100%')]],
    ['https://token@git.test/', ['token']],
    ['https://token:@git.test/', ['token', base64('token:')]],
    ['https://token:x-oauth-basic@git.test/', ['token', base64('token:x-oauth-basic')]],
    ['deb http://a:bcd@one.test x http://token@two.test', ['bcd', base64('a:bcd'), 'token']],
    ['ssh://git@git.test/', []],
    ['https://git.test/', []],
  ])('of %s', (text, secrets) => {
    expect(secretsInUrls(text)).toEqual(secrets);
  });
});

describe('withoutAnyCredentials', () => {
  it.each([
    ['davy:locker@proxy:3142', '***@proxy:3142'],
    ['davy:l@cker@registry:5000/tea@sha256:0123', '***@registry:5000/tea@sha256:0123'],
    ['ghp_0123456789abcdefghij@git.test/tea', '***@git.test/tea'],
    ['https://davy:locker@git.test/tea', 'https://***@git.test/tea'],
    ['https://git.test/@scope/tea@1', 'https://git.test/@scope/tea@1'],
    ['git@git.test:tea', 'git@git.test:tea'],
    ['nginx:1.29@sha256:0123', 'nginx:1.29@sha256:0123'],
    ['pi@builder', 'pi@builder'],
  ])('of %s is %s', (text, shown) => {
    expect(withoutAnyCredentials(text)).toBe(shown);
  });
});
