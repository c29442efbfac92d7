import { execFileSync } from 'node:child_process';
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicKeyFrom, verifySignature } from '../index';

/* Against the minisign of Debian. */

const SCRIPT = `
set -eu
apt-get update -qq && apt-get install -y -qq --no-install-recommends minisign
mkdir /made && cd /made
head -c 3000000 /dev/urandom >large.img
printf 'ahoy\\n' >small.img
: >empty.img
minisign -G -W -p minisign.pub -s /secret >&2
minisign -G -W -p other.pub -s /other >&2
for file in *.img; do
    minisign -S -s /secret -m $file -x $file.hashed -t "of $file, f\\303\\274r alle" >&2
    minisign -S -l -s /secret -m $file -x $file.legacy >&2
    minisign -S -s /other -m $file -x $file.other >&2
done
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'minisign-'));
  const docker = (...args: string[]) =>
    execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const container = docker('create', 'debian:trixie-slim', 'bash', '-c', SCRIPT).trim();
  try {
    docker('start', '--attach', container);
    docker('cp', `${container}:/made/.`, folder);
  } finally {
    docker('rm', '--force', container);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const check = async (file: string, kind: string, key = 'minisign.pub') =>
  verifySignature(join(folder, file), await publicKeyFrom(key, folder), join(folder, `${file}.${kind}`));

describe.each(['large.img', 'small.img', 'empty.img'])('%s', (file) => {
  it('has signatures of both kinds', async () => {
    expect(await check(file, 'hashed')).toMatch(new RegExp(`^of ${file}, f`));
    expect(await check(file, 'legacy')).toMatch(new RegExp(`^timestamp:\\d+\tfile:${file}$`));
    expect(await check(file, 'other', 'other.pub')).toMatch(/hashed$/);
  });

  it('has none of the other key', async () => {
    for (const [kind, key] of [
      ['hashed', 'other.pub'],
      ['legacy', 'other.pub'],
      ['other', 'minisign.pub'],
    ] as const) {
      await expect(check(file, kind, key)).rejects.toMatchObject({ code: 'HK_SIGNATURE_INVALID' });
    }
  });

  it.each(['hashed', 'legacy'])(
    'is told from a file with one more byte, and one with another one: %s',
    async (kind) => {
      const content = readFileSync(join(folder, file));
      const changed = Buffer.from(content);
      if (changed.length > 0) changed[changed.length - 1]! ^= 0x80;
      try {
        for (const other of [Buffer.concat([content, Buffer.from([0])]), ...(content.length > 0 ? [changed] : [])]) {
          writeFileSync(join(folder, file), other);
          await expect(check(file, kind)).rejects.toThrow('it is not the file that was signed');
        }
      } finally {
        writeFileSync(join(folder, file), content);
      }
    },
  );
});
