import { Masker } from '@hypriotkit/core';
import fc from 'fast-check';
import { ComponentLog } from './component-log';
import type { Verbosity } from '@hypriotkit/contract';

function logging(verbosity: Verbosity, secrets: string[] = []) {
  const lines: string[] = [];
  return { lines, log: new ComponentLog('root_fs', verbosity, new Masker(secrets), (line) => lines.push(line)) };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('ComponentLog', () => {
  it.each([
    ['quiet', []],
    ['info', ['root_fs: Unpacking', 'root_fs: done: a.img, 1 kB (0s)']],
    ['debug', ['root_fs: Unpacking', 'root_fs:   dpkg says hello', 'root_fs: done: a.img, 1 kB (0s)']],
  ] as const)('shows at %s what belongs there', (verbosity, expected) => {
    const { lines, log } = logging(verbosity);
    log.line('==> Unpacking');
    log.line('dpkg says hello');
    log.done('a.img, 1 kB');
    expect(lines).toEqual(expected);
  });

  it.each([
    ['quiet', ['root_fs: warning: nothing pulls it']],
    ['info', ['root_fs: Unpacking', 'root_fs: note: 700 MB', 'root_fs: warning: nothing pulls it']],
    ['debug', ['root_fs: Unpacking', 'root_fs: note: 700 MB', 'root_fs: warning: nothing pulls it']],
  ] as const)('shows at %s the notes and warnings of a builder that belong there', (verbosity, expected) => {
    const { lines, log } = logging(verbosity);
    log.line('==> Unpacking');
    log.line('--> 700 MB');
    log.line('!!> nothing pulls it');
    log.close();
    expect(lines).toEqual(expected);
  });

  it('has a log of its own for a part of the work, which alone shows that it moves', () => {
    const { lines, log } = logging('info', ['davy-jones']);
    log.step('Beginning');
    const part = log.part('second build');
    part.line('==> Unpacking');
    part.line('--> 700 MB');
    jest.advanceTimersByTime(16_000);
    part.close();
    log.show(['differs', 'davy-jones']);
    log.close();
    expect(lines).toEqual([
      'root_fs: Beginning',
      'root_fs, second build: Unpacking',
      'root_fs, second build: note: 700 MB',
      expect.stringMatching(
        /^root_fs, second build: Unpacking \.\.\. 1\ds: --> 700 MB$|^root_fs, second build: Unpacking \.\.\. 1\ds$/,
      ),
      'root_fs: differs',
      'root_fs: ***',
    ]);
    expect([part.notes(), log.notes()]).toEqual([['--> 700 MB'], []]);
  });

  it('hides secrets in notes and warnings, and takes them for no step', () => {
    const { lines, log } = logging('info', ['davy-jones']);
    log.line('==> Unpacking');
    log.line('--> for davy-jones');
    log.line('!!> davy-jones again');
    jest.advanceTimersByTime(16_000);
    log.close();
    expect(lines.slice(1)).toEqual([
      'root_fs: note: for ***',
      'root_fs: warning: *** again',
      expect.stringMatching(/^root_fs: Unpacking \.\.\. 1\ds$/),
    ]);
  });

  it('shows that a long step moves, and what it does', () => {
    const { lines, log } = logging('info');
    log.line('==> Compiling');
    log.line('  CC  kernel/fork.o');
    jest.advanceTimersByTime(16_000);
    log.done('a.img, 1 kB');
    expect(lines[1]).toMatch(/^root_fs: Compiling \.\.\. 1\ds: +CC +kernel\/fork\.o$/);
  });

  it('ends no process late: nothing is said after the end', () => {
    const { lines, log } = logging('info');
    log.step('Compiling');
    log.close();
    jest.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(1);
  });

  it('keeps escape sequences, overwritten text and secrets out', () => {
    const { lines, log } = logging('debug', ['davy-jones']);
    log.line('\u001b[31mred\u001b[0m');
    log.line(' 10%\r 50%\r100%');
    log.line('chpasswd pirate:davy-jones');
    log.close();
    expect(lines).toEqual(['root_fs:   red', 'root_fs:   100%', 'root_fs:   chpasswd pirate:***']);
    expect(log.tail().join()).not.toContain('davy-jones');
  });

  it.each([
    [['locker '], 'password: locker '],
    [['davy\rjones'], 'password: davy\rjones'],
    [['jones'], 'jo\u001b[0mnes'],
    [['davy\u001b[31mjones'], 'davy\u001b[31mjones'],
    [['31m'], '\u001b[31mred'],
    [['davy', 'davy jones'], 'davy jones'],
  ])('keeps %j out of %j', (secrets, text) => {
    const { lines, log } = logging('debug', secrets);
    log.line(text);
    log.step(text);
    log.warn(text);
    log.close();
    // eslint-disable-next-line no-control-regex
    expect([...lines, ...log.tail()].join()).not.toMatch(/locker|davy|jones|\u001b/);
  });

  it('shows no secret, whatever is around it, and all of a line that has none', () => {
    const noise = fc.string({ unit: fc.constantFrom('.', ' ', '\r', '\u001b[1m', '\u001b[0m'), maxLength: 8 });
    const secret = fc.string({ minLength: 3, maxLength: 12 }).filter((text) => text.trim().length >= 3);
    const cases = fc.tuple(fc.array(secret, { minLength: 1, maxLength: 3 }), noise, noise, fc.nat());
    fc.assert(
      fc.property(cases, ([secrets, before, after, place]) => {
        const { lines, log } = logging('debug', secrets);
        const [first] = secrets as [string];
        const middle = place % first.length;
        log.line(`${before}${first}${after}`);
        log.line(`${first.slice(0, middle)}\u001b[1m${first.slice(middle)}`);
        log.line('0123');
        log.close();
        const shown = [...lines, ...log.tail()].map((line) => line.replace(/^root_fs: +/, '').split('***'));
        for (const one of secrets) expect(shown.flat().some((part) => part.includes(one.trim()))).toBe(false);
        if (!secrets.some((one) => '0123'.includes(one.trim()))) expect(lines.at(-1)).toBe('root_fs:   0123');
      }),
    );
  });

  it('keeps a hundred notes of those that a builder has repeated without end, and the beginning of long ones', () => {
    const { log } = logging('quiet');
    for (let count = 0; count < 5000; count++) log.line(`--> note ${count % 2500}`);
    expect(log.notes()).toHaveLength(100);
    const { log: other } = logging('quiet');
    other.line(`!!> ${'x'.repeat(100_000)}`);
    expect(other.notes().map(({ length }) => length)).toEqual([1000]);
    for (const one of [log, other]) one.close();
  });

  it('remembers the beginning of a line without an end', () => {
    const { log } = logging('quiet');
    log.line('x'.repeat(65_536));
    log.close();
    expect(log.tail()).toEqual([`${'x'.repeat(2000)} ...`]);
  });

  it('shows bytes of a program as text that moves nothing on a terminal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { lines, log } = logging('debug');
        log.line(Buffer.from(bytes).toString());
        log.close();
        // eslint-disable-next-line no-control-regex
        expect([...lines, ...log.tail()].join('')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
    );
  });

  it('remembers the last lines for the message of a failure', () => {
    const { log } = logging('quiet');
    for (let line = 1; line <= 100; line++) log.line(`line ${line}`);
    log.close();
    expect(log.tail()).toHaveLength(30);
    expect(log.tail().at(-1)).toBe('line 100');
  });
});
