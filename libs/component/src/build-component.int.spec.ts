import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponent, ComponentLog } from './index';
import { buildsOf, sha256 } from './testing/builds-of';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

let builder: SmallBuilder;
afterEach(() => builder.remove());

const { build, output, read, containers, leftovers } = buildsOf(() => builder);

describe('buildComponent', () => {
  it('leaves the artifact, its checksum and a manifest, and no container', async () => {
    builder = await smallBuilder('echo "==> Brewing"; echo "$NAME" > tea-1.txt');
    await build();
    expect(read('tea-1.txt')).toBe('tea\n');
    expect(read('tea-1.txt.sha256')).toBe(`${sha256('tea\n')}  tea-1.txt\n`);
    expect(JSON.parse(read('manifest.json'))).toMatchObject({
      component: builder.request.component,
      builder: { digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      artifacts: [{ role: 'tea', file: 'tea-1.txt', size: 4, sha256: sha256('tea\n') }],
    });
    expect(builder.lines).toContain(`${builder.request.component}: Brewing`);
    expect(containers()).toBe('');
    expect(leftovers()).toEqual([]);
  });

  it('needs no command in the image where the component has one', async () => {
    builder = await smallBuilder('echo made > tea-1.txt', { command: ['sh', '/build.sh'] });
    builder.dockerfile('ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY build.sh /\nWORKDIR /workspace\nCMD []\n');
    expect(await build()).toBe('built');
  });

  it('says at the end where the artifacts are, and what to do with them', async () => {
    builder = await smallBuilder('echo tea > tea-1.txt');
    await build({ place: 'dist/artifacts/tea', next: 'pour it' });
    expect(builder.lines.slice(-2)).toEqual([
      expect.stringMatching(/: note: pour it$/),
      expect.stringMatching(/: done: tea-1\.txt, 1 kB; in dist\/artifacts\/tea \(\d+s\)$/),
    ]);
  });

  it('leaves several artifacts of one template, before those of other templates', async () => {
    builder = await smallBuilder('echo tea > tea.gz; echo tea > tea.xz; echo leaf > leaf.txt');
    const each = { field: 'format', values: { gz: 'gz', xz: 'xz' } };
    await build({
      fields: { ...builder.request.fields, format: ['xz', 'gz'] },
      artifacts: [
        { role: 'tea', file: 'tea.{each}', each },
        { role: 'leaf', file: 'leaf.txt' },
      ],
    });
    const { artifacts } = JSON.parse(read('manifest.json')) as { artifacts: { role: string; file: string }[] };
    expect(artifacts.map(({ role, file }) => `${role} ${file}`)).toEqual([
      'tea tea.xz',
      'tea:gz tea.gz',
      'leaf leaf.txt',
    ]);
  });

  it('shows at info what its builder notes and warns of, and no other line', async () => {
    builder = await smallBuilder(
      'echo "==> Brewing"; echo boiling; echo "--> two cups"; echo "!!> hot"; echo "$NAME" > tea-1.txt',
    );
    const lines: string[] = [];
    const name = builder.request.component;
    const log = new ComponentLog(name, 'info', undefined, (line) => lines.push(line));
    await buildComponent(builder.request, { engine: builder.engine, log, signal: new AbortController().signal });
    const said = [`${name}: note: two cups`, `${name}: warning: hot`];
    expect(lines).toEqual(expect.arrayContaining([`${name}: Brewing`, ...said]));
    expect(lines.join('\n')).not.toContain('boiling');
    // A copy from the store gives the same artifacts and the same notes.
    await build();
    expect(builder.lines.join('\n')).toContain('Taken from the store');
    expect(builder.lines).toEqual(expect.arrayContaining(said));
  });

  it('takes from the store what was made from the same things, and builds again what was not', async () => {
    builder = await smallBuilder('echo "==> Brewing"; date +%N > tea-1.txt');
    expect(await build()).toBe('built');
    const first = read('tea-1.txt');
    expect(await build()).toBe('store');
    expect(read('tea-1.txt')).toBe(first);
    expect(builder.lines.filter((line) => line.endsWith('Brewing'))).toHaveLength(1);

    await build({ fields: { ...builder.request.fields, name: 'coffee' } });
    const second = read('tea-1.txt');
    expect(second).not.toBe(first);
    builder.script('echo "==> Brewing"; date +%N > tea-1.txt # another way');
    await build();
    expect(read('tea-1.txt')).not.toBe(first);
    await build({ fresh: true });
    expect(builder.lines.filter((line) => line.endsWith('Brewing'))).toHaveLength(4);
  });

  it('keeps /cache between builds, except fresh ones', async () => {
    builder = await smallBuilder('mkdir -p /cache; echo cup >> /cache/cups; cp /cache/cups tea-1.txt', { cache: true });
    await build();
    await build({ fields: { version: '1', name: 'again' } });
    expect(read('tea-1.txt')).toBe('cup\ncup\n');
    await build({ fresh: true });
    expect(read('tea-1.txt')).toBe('cup\n');
  });

  it('fails with exit code and last lines when the builder fails, and loses nothing', async () => {
    builder = await smallBuilder('echo fine > tea-1.txt');
    await build();
    builder.script('echo half > tea-1.txt; echo "the kettle is broken" >&2; exit 7');
    await expect(build()).rejects.toMatchObject({
      code: 'HK_CONTAINER_FAILED',
      exitCode: 7,
      message: expect.stringContaining('the kettle is broken'),
    });
    // Old artifacts must not be mistaken for the requested ones.
    expect(existsSync(output())).toBe(false);
    const aside = join(builder.request.artifactsRoot, '..', 'previous', builder.request.component);
    expect(readFileSync(join(aside, 'tea-1.txt'), 'utf8')).toBe('fine\n');
    expect(builder.lines.join('\n')).toMatch(
      /warning: the artifacts of an earlier build of \S+ are now in \S*previous/,
    );
    expect(containers()).toBe('');
    expect(leftovers()).toEqual([]);

    builder.script('echo better > tea-1.txt');
    await build();
    expect(read('tea-1.txt')).toBe('better\n');
    expect(existsSync(aside)).toBe(false);
  });

  it('waits for another task that makes the same component in the same place', async () => {
    builder = await smallBuilder('echo "$NAME" > tea-1.txt; sleep 2');
    await Promise.all([build(), build({ fields: { version: '1', name: 'coffee' } })]);
    expect(builder.lines.join('\n')).toContain('another task that is working on');
    expect(read('tea-1.txt.sha256')).toBe(`${sha256(read('tea-1.txt'))}  tea-1.txt\n`);
    expect(leftovers()).toEqual([]);
  });

  it('fails when a builder ends well without its artifacts', async () => {
    builder = await smallBuilder('echo x > coffee.txt');
    await expect(build()).rejects.toMatchObject({
      code: 'HK_ARTIFACTS_MISSING',
      message: expect.stringMatching(/tea-1\.txt.*coffee\.txt/),
    });
    expect(existsSync(output())).toBe(false);
  });

  it('fails when a file is not what its checksum says', async () => {
    builder = await smallBuilder(`echo x > tea-1.txt; echo "${'0'.repeat(64)}  tea-1.txt" > tea-1.txt.sha256`);
    await expect(build()).rejects.toMatchObject({ code: 'HK_CHECKSUM_MISMATCH' });
    expect(existsSync(output())).toBe(false);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    builder = await smallBuilder('echo "==> Brewing"; sleep 600');
    const controller = new AbortController();
    const building = build({}, controller.signal);
    const timer = setInterval(() => {
      if (builder.lines.some((line) => line.endsWith('Brewing'))) controller.abort(new Error('Ctrl-C'));
    }, 50);
    await expect(building.finally(() => clearInterval(timer))).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
    expect(containers()).toBe('');
    expect(readdirSync(builder.request.artifactsRoot)).toEqual([]);
  });

  it('shows no secret', async () => {
    builder = await smallBuilder('echo "password is $PASSWORD"; echo x > tea-1.txt', {
      secrets: ['davy-jones'],
      fields: { version: '1', password: 'davy-jones' },
      environment: { PASSWORD: '{password}' },
    });
    await build();
    expect(builder.lines.join('\n')).not.toContain('davy-jones');
    expect(builder.lines.join('\n')).toContain('password is ***');
    expect(read('manifest.json')).not.toContain('davy-jones');
  });

  it.each([
    ['tea-*.txt', {}],
    ['tea-{leaf}.txt', { leaf: ['sh', '-c', 'echo "$PASSWORD"'] }],
  ])('leaves nothing whose name would contain a secret: %s', async (file, variables) => {
    builder = await smallBuilder('echo x > "tea-$PASSWORD.txt"', {
      secrets: ['davy-jones'],
      fields: { version: '1', password: 'davy-jones' },
      environment: { PASSWORD: '{password}' },
      artifacts: [{ role: 'tea', file }],
      variables,
    });
    await expect(build()).rejects.toMatchObject({
      code: 'HK_SECRET_IN_NAME',
      message: expect.not.stringContaining('davy-jones'),
    });
    expect(readdirSync(builder.request.artifactsRoot)).toEqual([]);
  });

  it('is the builder image alone where no artifact is asked for', async () => {
    builder = await smallBuilder('exit 1', { artifacts: [] });
    await build();
    expect(readdirSync(output())).toEqual(['manifest.json']);
  });
});
