import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { watchMemory } from '../../engine/src/testing/watch-memory';
import { buildComponent, type BuildRequest } from './index';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

/* Builders that do what no builder should, and values that no user should give. */

const MB = 2 ** 20;
let builder: SmallBuilder;
afterEach(() => builder.remove());

const build = (own: Partial<BuildRequest> = {}) => {
  const { engine, log, request } = builder;
  return buildComponent({ ...request, ...own }, { engine, log, signal: new AbortController().signal });
};
const output = (file: string) => join(builder.request.artifactsRoot, builder.request.component, file);
const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' });
/** Ids of the component's containers, those of image builds included. */
const containers = () => docker('ps', '-aq', '--filter', `label=io.hypriotkit.task=${builder.request.component}`);
const nothingIsLeft = () => {
  expect(containers()).toBe('');
  expect(readdirSync(builder.request.artifactsRoot)).toEqual([]);
};

describe('a builder that says too much', () => {
  it('as a gigabyte in lines takes little memory, and its last lines are kept', async () => {
    builder = await smallBuilder('yes "$(head -c 1000 /dev/zero | tr "\\0" x)" | head -c 1G; echo; echo last; exit 3');
    const memory = watchMemory();
    // Its lines are not to be kept by the test either.
    builder.lines.push = () => 0;
    await expect(build()).rejects.toMatchObject({ exitCode: 3, message: expect.stringMatching(/\| last$/) as string });
    expect(memory.stop().growth).toBeLessThan(200 * MB);
  });

  it('as 200 MB in one line takes little memory, and little of it is in the error', async () => {
    builder = await smallBuilder('head -c 200M /dev/zero | tr "\\0" x; exit 3');
    const memory = watchMemory();
    builder.lines.push = () => 0;
    const message = await build().then(String, ({ message: text }: Error) => text);
    expect(memory.stop().growth).toBeLessThan(200 * MB);
    expect(message.length).toBeLessThan(100_000);
  });

  it('as notes without end has a hundred of them in the manifest', async () => {
    builder = await smallBuilder('seq -f "--> %.0f" 100000; echo tea > tea-1.txt');
    await build();
    const { notes } = JSON.parse(readFileSync(output('manifest.json'), 'utf8')) as { notes: string[] };
    expect(notes).toHaveLength(100);
  });

  it('as what is no text moves nothing on a terminal, and hurts nobody', async () => {
    builder = await smallBuilder('head -c 2M /dev/urandom; head -c 1M /dev/urandom >&2; echo tea > tea-1.txt');
    await build();
    // eslint-disable-next-line no-control-regex
    expect(builder.lines.join('')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    expect(readFileSync(output('tea-1.txt'), 'utf8')).toBe('tea\n');
  });
});

describe('a builder that never ends, with a time limit,', () => {
  const timesOut = async (own: Partial<BuildRequest> = {}) => {
    await expect(build({ timeoutSeconds: 8, ...own })).rejects.toMatchObject({ code: 'HK_RUN_TIMED_OUT' });
    nothingIsLeft();
  };

  it('is stopped, and its container removed', async () => {
    builder = await smallBuilder('trap "" TERM INT; echo "==> Brewing"; while :; do sleep 1; done');
    await timesOut();
    expect(builder.lines.join('\n')).toContain('Stopping the build, which has taken 8 s');
  });

  it('is stopped while its image is built', async () => {
    builder = await smallBuilder('true');
    const { folder } = builder.request.builder;
    writeFileSync(join(folder, 'Dockerfile'), 'ARG BASE_IMAGE\nFROM $BASE_IMAGE\nRUN sleep 600\n');
    await timesOut();
  });

  it('is stopped while it is asked for a variable', async () => {
    builder = await smallBuilder('true');
    await timesOut({ variables: { leaf: ['sleep', '600'] } });
  });

  it('leaves the next build as it would have been', async () => {
    builder = await smallBuilder('sleep 600');
    await timesOut();
    builder.script('echo tea > tea-1.txt');
    await build({ timeoutSeconds: 60 });
    expect(readFileSync(output('tea-1.txt'), 'utf8')).toBe('tea\n');
  });
});

describe('what a builder leaves', () => {
  const any = { artifacts: [{ role: 'tea', file: 'tea*' }] };

  it.each([
    ['with a line end', 'touch "$(printf "tea\\n.txt")"', 'contains white space'],
    ['with a control character', 'touch "$(printf "tea\\033[31m")"', 'contains an unprintable character'],
    ['with a backslash', 'touch "tea\\\\x"', 'contains a backslash'],
    ['that is not UTF-8', 'touch "$(printf "tea\\377")"', 'is not UTF-8'],
    ['of 255 bytes', 'touch "tea$(printf "%0252d" 0)"', 'is longer than'],
    ['that is too long', 'touch "tea$(printf "%0250d" 0)"', 'is longer than'],
    ['of an unfinished file', 'touch tea.partial', 'ends in .partial'],
  ])('under a name %s is refused', async (_, script, reason) => {
    builder = await smallBuilder(script);
    await expect(build(any)).rejects.toMatchObject({
      code: 'HK_ARTIFACT_NAME_INVALID',
      message: expect.stringContaining(reason) as string,
    });
    nothingIsLeft();
  });

  it.each(['manifest.json', 'SHA256SUMS', 'inputs.json'])('does not take the place of %s', async (name) => {
    builder = await smallBuilder(`echo '{}' > ${name}`);
    await expect(build({ artifacts: [{ role: 'tea', file: '*' }] })).rejects.toMatchObject({
      code: 'HK_ARTIFACT_NAME_INVALID',
      message: expect.stringContaining(name) as string,
    });
    nothingIsLeft();
  });

  it('as thousands of files where one is expected does not fill the disk of this machine', async () => {
    builder = await smallBuilder('for n in $(seq 5000); do echo x > "tea$n"; done');
    await expect(build(any)).rejects.toMatchObject({
      code: 'HK_ARTIFACT_AMBIGUOUS',
      message: expect.stringMatching(/^tea\* must match one file, but the builder left .* and 1 more\.$/) as string,
    });
    nothingIsLeft();
  });

  it('as thousands of other files is counted, not listed', async () => {
    builder = await smallBuilder('for n in $(seq 5000); do echo x > "cup$n"; done');
    await expect(build(any)).rejects.toMatchObject({
      code: 'HK_ARTIFACTS_MISSING',
      message: expect.stringMatching(/and \d{4} more\.$/) as string,
    });
  });

  it('as ten thousand folders and links with its name takes little of an error', async () => {
    builder = await smallBuilder('for n in $(seq 5000); do mkdir "tea$n"; ln -s . "tealink$n"; done');
    const message = await build(any).then(
      String,
      ({ code, message: text }: Error & { code: string }) => `${code} ${text}`,
    );
    expect(message).toMatch(/^HK_ARTIFACT_NOT_A_FILE /);
    expect(message.length).toBeLessThan(1000);
    nothingIsLeft();
  });

  it('as a checksum of gigabytes is not read', async () => {
    builder = await smallBuilder('echo tea > tea; truncate -s 100M tea.sha256');
    await expect(build(any)).rejects.toMatchObject({ code: 'HK_CHECKSUM_UNREADABLE' });
    nothingIsLeft();
  });

  it('as links and devices beside the artifact does nothing to this machine', async () => {
    builder = await smallBuilder(
      'ln -s / root; ln -s ../../../../etc etc; mknod null c 1 3; mkfifo pipe; mkdir -p a/../b; ln -s b a/c; echo tea > tea',
    );
    await build(any);
    expect(readdirSync(output('.')).sort()).toEqual([
      'SHA256SUMS',
      'manifest.json',
      'provenance.json',
      'tea',
      'tea.sha256',
    ]);
  });
});

describe('values of any kind', () => {
  /** Leaves each variable NAME<number> byte by byte. */
  const EXACT = 'env -0 | grep -z "^NAME" > tea-1.txt || true';
  const passed = (): Record<string, string> =>
    Object.fromEntries(
      readFileSync(output('tea-1.txt'), 'utf8')
        .split('\0')
        .filter(Boolean)
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  const valuesOf = (values: string[]) => ({
    fields: { version: '1', ...Object.fromEntries(values.map((value, at) => [`field${at}`, value])) },
    environment: Object.fromEntries(values.map((_, at) => [`NAME${at}`, `{field${at}}`])),
  });
  const expected = (values: string[]) => Object.fromEntries(values.map((value, at) => [`NAME${at}`, value]));

  it('reach a builder exactly: quotes, line ends, dollars, braces, Unicode', async () => {
    const HOSTILE = [
      '"',
      "'",
      '\n',
      '\r\n',
      '$HOME',
      '$(id)',
      '`id`',
      '\\',
      '{version}',
      '{',
      '%s',
      '\t',
      '\u001b[31m',
      '☠',
      'é',
      '\ufeff',
      '\u2028',
      '=',
      '-n',
      ' ',
    ];
    const part = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
    const text = fc
      .array(part, { maxLength: 8 })
      .map((parts) => parts.join(''))
      .filter((value) => !value.includes('\0') && !/\p{Surrogate}/u.test(value));
    const values = [...HOSTILE, ...fc.sample(text, 300)];
    builder = await smallBuilder(EXACT);
    await build(valuesOf(values));
    expect(passed()).toEqual(expected(values));
  });

  it('reach it exactly if they are as long as Linux allows, alone and together', async () => {
    const longest = 'x'.repeat(128 * 1024 - 'NAME0='.length - 1);
    const many = Array.from({ length: 15 }, (_, at) => String(at).repeat(50 * 1024));
    const values = [longest, '☠\n'.repeat(16 * 1024), ...many];
    builder = await smallBuilder(EXACT);
    await build(valuesOf(values));
    expect(passed()).toEqual(expected(values));
  });

  it('of a secret are in no image, no log and no list of the processes of this machine', async () => {
    const secret = `davy-${randomBytes(8).toString('hex')}`;
    builder = await smallBuilder('echo "password is $PASSWORD"; echo "==> Brewing"; sleep 3; id > tea-1.txt', {
      secrets: [secret],
      fields: { version: '1', password: secret },
      environment: { PASSWORD: '{password}' },
    });
    let over = false;
    const building = build().finally(() => (over = true));
    const processes: string[] = [];
    while (!over) {
      processes.push(execFileSync('ps', ['-eww', '-o', 'args='], { encoding: 'utf8' }));
      await sleep(200);
    }
    await building;
    expect(processes.join('\n')).toContain('sleep 3');
    const { image } = builder.request.builder;
    const kept = readdirSync(output('.')).map((name) => readFileSync(output(name), 'latin1'));
    const inspected = [docker('image', 'inspect', image), docker('history', '--no-trunc', image)];
    for (const text of [...processes, ...kept, ...inspected, ...builder.lines]) expect(text).not.toContain(secret);
  });
});

it('a file of 10 MB reaches the builder as it is', async () => {
  builder = await smallBuilder('sha256sum < pot/user-data > tea-1.txt');
  const root = join(builder.request.artifactsRoot, '..');
  const source = join(root, 'user-data');
  const content = randomBytes(10 * MB);
  writeFileSync(source, content);
  await build({ files: [{ name: 'user_data', path: 'user-data', source, folder: 'pot', folders: false, root }] });
  expect(readFileSync(output('tea-1.txt'), 'utf8')).toContain(createHash('sha256').update(content).digest('hex'));
  expect(existsSync(source)).toBe(true);
});
