import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

it('a clone has line ends of Linux, whatever the settings of git', () => {
  const clone = mkdtempSync(join(tmpdir(), 'hypriotkit-line-ends-'));
  try {
    git('clone', '--quiet', '--no-checkout', ROOT, clone);
    // The current version, even if it is not committed.
    copyFileSync(join(ROOT, '.gitattributes'), join(clone, '.gitattributes'));
    const here = ['-C', clone, '-c', 'core.autocrlf=true', '-c', 'core.eol=crlf'];
    git(...here, 'checkout', '--quiet', 'HEAD', '--', '.', ':!.gitattributes');
    const files = git('-C', clone, 'ls-files').trim().split('\n');
    expect(files.length).toBeGreaterThan(500);
    const texts = files.map((file) => ({ file, content: readFileSync(join(clone, file)) }));
    // A picture is no text. As git does, this tells by a zero byte.
    const wrong = texts.filter(({ content }) => !content.includes(0) && content.includes('\r\n'));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  } finally {
    rmSync(clone, { recursive: true });
  }
});
