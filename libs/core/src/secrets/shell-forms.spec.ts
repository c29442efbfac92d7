import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { Masker } from './masker';

/** Runs a script with the secrets as arguments and returns its output. */
function said(shell: string, script: string, secrets: string[], locale: string): string[] {
  const output = execFileSync(shell, ['-c', `exec 2>&1; set -f; ${script}`, shell, ...secrets], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: locale },
    // If its input were a pipe, bash might think it is a remote shell and read the user's files.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return output.trimEnd().split('\n');
}

/** What a program says of a file that is not there. */
const MISSING = 'ls "/nope/$P"';
const LINES = [MISSING, `printf 'x %q\\n' "$P"`, 'echo "x ${P@Q}"', 'set -x; : x $P', ': x "$P"', ': x$P'];
const SCRIPT = `for P; do ${LINES.join('; ')}; { set +x; } 2>/dev/null; done`;
/** A mask, with the rest of the quotes around it. */
const MASKED = /^ls: cannot access ['"]*\/nope\/\*\*\*['"]*: |^(\+ : )?(\$?')?x ?(\$?'|\\)?\*\*\*'?$/;

function expectMasked(...secrets: string[]): void {
  for (const locale of ['C', 'C.UTF-8']) {
    const lines = said('bash', SCRIPT, secrets, locale);
    expect(lines).toHaveLength(secrets.length * LINES.length);
    lines.forEach((line, index) => {
      const secret = secrets[Math.floor(index / LINES.length)]!;
      expect(new Masker([secret]).mask(line)).toMatch(MASKED);
    });
  }
}

describe('a secret as bash quotes it', () => {
  it.each([
    'Tr0ub4dor#3 and-a-long-tail~of-words!…',
    'pass#word!1',
    'pass~word!1',
    'café #1',
    '#locker ~davy:~jones=~x',
    "it's davy's ' locker",
    'davy\u0001jones café! #1',
    'davy\tjones, café~!',
  ])('is masked: %j', (secret) => {
    expectMasked(secret);
  });

  it('is masked, whatever it is', () => {
    const unit = fc.constantFrom(...`abcé☠😀12#~:=,.%+@/-_ \t\u0001'"\\!$&;|()<>{}[]?^\``);
    const secret = fc.string({ unit, minLength: 4, maxLength: 24 }).filter((text) => text.trim() === text);
    const secrets = fc.array(secret, { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(secrets, (some) => {
        expectMasked(...some);
      }),
      { numRuns: 5 },
    );
  });

  it.each(['Tr0ub4dor#3 and~more!…', 'a.b*[c]^d$e+f?(g){h}|i\\j', `it's "so"`])(
    'is masked in comparisons: %j',
    (secret) => {
      for (const locale of ['C', 'C.UTF-8']) {
        const lines = said('bash', 'set -x; [[ x = "$1" ]]; [[ x =~ "$1" ]]; ! [[ x = $1 ]]', [secret], locale);
        for (const line of lines) expect(new Masker([secret]).mask(line)).toMatch(/^\+ \[\[ x =~? \\?\*\*\* \]\]$/);
      }
    },
  );

  it('is masked where dash divides it into words', () => {
    const secret = 'café  #1\tx!';
    const lines = said('dash', 'set -x; : $1', [secret], 'C');
    expect(new Masker([secret]).mask(lines.join('\n'))).toBe('+ : ***');
  });
});
