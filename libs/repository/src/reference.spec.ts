import { digestOf, isRepository, parseReference } from './reference';

const parse = (repo: string, branch?: string, commit?: string) => parseReference({ repo, branch, commit });
const COMMIT = 'a'.repeat(40);

describe('parseReference', () => {
  it.each(['components/tea/builder', '../elsewhere', '/srv/builder', 'a:b', 'C:\\builder', 'x#y'])(
    'takes %s for a folder',
    (repo) => {
      expect(isRepository(repo)).toBe(false);
      expect(parse(repo)).toBeUndefined();
    },
  );

  it.each([
    ['https://git.test/tea.git', { url: 'https://git.test/tea.git', folder: '' }],
    ['http://git.test:8080/tea#v1', { url: 'http://git.test:8080/tea', ref: 'v1', folder: '' }],
    ['git://git.test/tea#a/b:c/d', { url: 'git://git.test/tea', ref: 'a/b', folder: 'c/d' }],
    ['file:///srv/my-tea.git#:docker', { url: 'file:///srv/my-tea.git', folder: 'docker' }],
    ['ssh://git@git.test:22/tea', { url: 'ssh://git@git.test:22/tea', folder: '' }],
    ['http://[::1]:8080/tea', { url: 'http://[::1]:8080/tea', folder: '' }],
    ['git@git.test:tea.git#main', { url: 'git@git.test:tea.git', ref: 'main', folder: '' }],
    [`https://git.test/tea#${COMMIT}`, { url: 'https://git.test/tea', commit: COMMIT, folder: '' }],
  ])('reads %s', (repo, expected) => {
    expect(parse(repo)).toEqual(expected);
  });

  it('takes the branch and the commit from fields of their own', () => {
    expect(parse('git://git.test/tea', 'next', COMMIT)).toEqual({
      url: 'git://git.test/tea',
      ref: 'next',
      commit: COMMIT,
      folder: '',
    });
  });

  it('keeps credentials apart from the URL, percent-encoding undone, and names the repository without them', () => {
    const open = parse('https://git.test/tea')!;
    expect(parse('https://davy:p%40ss@git.test/tea')).toEqual({ ...open, credentials: 'davy:p@ss' });
    expect(parse('https://t0ken@git.test/tea')).toEqual({ ...open, credentials: 't0ken:' });
    expect(digestOf(parse('https://t0ken@git.test/tea')!)).toBe(digestOf(open));
  });

  it.each<[string, Parameters<typeof parse>, string]>([
    ['a program instead of a transport', ['ext::sh -c true'], 'would run a program'],
    ['a helper', ['foo::https://git.test/tea'], 'would run a program'],
    ['a host with a helper', ['https://x::y/tea'], 'host name is invalid'],
    ['a transport of another kind', ['ftp://git.test/tea'], 'expected one of https, http, ssh, git, file'],
    ['an option', ['--upload-pack=touch /tmp/x'], 'starts with a dash'],
    ['a host that is an option', ['ssh://-oProxyCommand=x/tea'], 'host name is invalid'],
    ['a host that is one in disguise', ['ssh://%2doProxyCommand=x/tea'], 'host name is invalid'],
    ['an account that is an option', ['ssh://-oProxyCommand=x@git.test/tea'], 'account name'],
    ['an scp-like account that is an option', ['-oProxyCommand=x@git.test:tea'], 'starts with a dash'],
    ['an scp-like host that is an option', ['git@-oProxyCommand=x:tea'], 'user@host:path'],
    ['an scp-like path that is an option', ['git@git.test:--upload-pack=x'], 'user@host:path'],
    ['a host in a file URL', ['file://git.test/tea'], 'host name is invalid'],
    ['a URL without a path', ['https://git.test'], 'a path'],
    ['a line end', ['https://git.test/tea\n--upload-pack=x'], 'control character'],
    ['a blank', ['https://git.test/tea --upload-pack=x'], 'white space'],
    ['a branch that is an option', ['https://git.test/tea', '--upload-pack=x'], 'expected a branch or tag'],
    ['a branch with a control character', ['https://git.test/tea', 'a\u0007b'], 'expected a branch or tag'],
    ['a branch after # that is an option', ['https://git.test/tea#-x'], 'expected a branch or tag after #'],
    ['a branch with dots', ['https://git.test/tea', 'a..b'], 'expected a branch or tag'],
    ['part of a commit', ['https://git.test/tea', '', 'abc1234'], 'all 40 digits'],
    ['a folder outside', ['https://git.test/tea#main:../x'], 'folder in the repository'],
    ['a folder with an absolute path', ['https://git.test/tea#main:/etc'], 'folder in the repository'],
    ['two branches', ['https://git.test/tea#a', 'b'], 'remove one of them'],
    ['a branch and a commit', ['https://git.test/tea#a', '', COMMIT], 'remove one of them'],
    ['a branch of a folder', ['components/tea', 'main'], '`repo` is a folder'],
    ['a commit of a folder', ['components/tea', '', COMMIT], '`repo` is a folder'],
    ['credentials where there are none', ['git://davy:locker@git.test/tea'], 'takes no credentials'],
    ['a password for ssh', ['ssh://davy:locker@git.test/tea'], 'no password'],
    ['an scp-like password', ['davy:locker@git.test:tea'], 'without a password'],
    ['credentials that are not encoded', ['https://davy:%zz@git.test/tea'], 'percent-encoded'],
  ])('refuses %s', (_, fields, said) => {
    expect(() => parse(...fields)).toThrow(said);
    expect(() => parse(...fields)).toThrow(expect.objectContaining({ code: 'HK_REPOSITORY_INVALID' }) as Error);
  });

  it.each([
    'ssh://davy:locker@git.test/x',
    'davy:locker@git.test:x',
    'ftp://davy:locker@git.test/x',
    'ext::x davy:locker@y',
  ])('shows no password when it refuses %s', (repo) => {
    expect(() => parse(repo)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('locker') }) as Error,
    );
  });
});
