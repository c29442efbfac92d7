import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Masker } from '@hypriotkit/core';
import { buildComponent, ComponentLog, type InputRequest } from './index';
import { buildsOf } from './testing/builds-of';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

let builder: SmallBuilder;
afterEach(() => builder.remove());

const { build, output, read, containers, garden } = buildsOf(() => builder);

describe('what a builder gets', () => {
  it('hands in the artifacts of other components with their checksums', async () => {
    builder = await smallBuilder('sha256sum -c "$LEAF.sha256"; cat "$LEAF" > tea-1.txt', {
      inputs: [{ component: 'garden', role: 'leaf' }],
      environment: { LEAF: '{input:leaf}' },
    });
    garden();
    await build();
    expect(read('tea-1.txt')).toBe('green\n');
    expect(readdirSync(output())).not.toContain('leaf.txt');
  });

  it('refuses two inputs whose files have one name, and one in the place of a file of the user', async () => {
    builder = await smallBuilder('echo "==> Brewing"; ls > tea-1.txt', {
      inputs: [
        { component: 'garden', role: 'leaf' },
        { component: 'shop', role: 'sugar' },
      ],
    });
    garden();
    garden('shop', 'sugar');
    await expect(build()).rejects.toMatchObject({
      code: 'HK_INPUTS_ALIKE',
      message: expect.stringContaining('"leaf" of garden and "sugar" of shop are both files named leaf.txt'),
    });
    const { folder: root } = builder.request.builder;
    const file = {
      name: 'leaves',
      path: 'x',
      source: join(root, 'build.sh'),
      folder: 'leaf.txt',
      folders: false,
      root,
    };
    await expect(build({ inputs: builder.request.inputs.slice(0, 1), files: [file] })).rejects.toMatchObject({
      code: 'HK_INPUTS_ALIKE',
    });
    expect(builder.lines.join('\n')).not.toContain('Brewing');
  });

  describe('with an input that is not what it was built as', () => {
    const reader = () =>
      smallBuilder('echo "==> Brewing"; cat "$LEAF" > tea-1.txt', {
        inputs: [{ component: 'garden', role: 'leaf' }],
        environment: { LEAF: '{input:leaf}' },
        variables: { kettle: ['echo', 'hot'] },
      });

    it.each<[string, (leaf: string) => void]>([
      ['a changed byte', (leaf) => writeFileSync(leaf, 'grEen\n')],
      ['a byte less', (leaf) => writeFileSync(leaf, 'gree\n')],
      ['nothing', (leaf) => rmSync(leaf)],
      ['a manifest that was cut short', (leaf) => writeFileSync(join(leaf, '..', 'manifest.json'), '{"component"')],
    ])('refuses it before any work: %s', async (_, damage) => {
      builder = await reader();
      damage(garden());
      await expect(build()).rejects.toMatchObject({
        code: 'HK_INPUT_DAMAGED',
        message: expect.stringContaining('The artifacts of garden are damaged'),
        hint: expect.stringContaining('nx run garden:build --skip-nx-cache'),
      });
      expect(builder.lines.join('')).not.toContain('Brewing');
    });

    it('makes it again where that can be done, and says so', async () => {
      builder = await reader();
      writeFileSync(garden(), 'black\n');
      const made: string[] = [];
      const makeAgain = ({ component }: InputRequest) => Promise.resolve(void (made.push(component), garden()));
      const { signal } = new AbortController();
      await buildComponent(builder.request, { engine: builder.engine, log: builder.log, signal, makeAgain });
      expect(read('tea-1.txt')).toBe('green\n');
      expect(made).toEqual(['garden']);
      expect(builder.lines.join('\n')).toMatch(/warning: The artifacts of garden are damaged: leaf\.txt has SHA-256 /);
    });

    it.each(['an artifact', "a file of the user's"])(
      'stops when %s changes on its way into the container',
      async (what) => {
        builder = await reader();
        const leaf = garden();
        const root = join(builder.request.artifactsRoot, '..');
        const source = join(root, 'my.txt');
        writeFileSync(source, 'green\n');
        const files = [{ name: 'pot', path: 'my.txt', source, folder: 'pot', folders: true, root }];
        const privileges = { privileged: false, hostFolders: [], allowed: 'full' as const };
        const changed = what === 'an artifact' ? leaf : source;
        const log = new ComponentLog('tea', 'debug', new Masker(), () => undefined);
        // This is logged after everything was read and before the container exists.
        log.warn = () => writeFileSync(changed, 'black\n');
        const { signal } = new AbortController();
        const building = buildComponent(
          { ...builder.request, files, privileges },
          { engine: builder.engine, log, signal },
        );
        await expect(building.finally(() => log.close())).rejects.toMatchObject({ code: 'HK_CONTENT_CHANGED' });
        expect(containers()).toBe('');
        expect(existsSync(output())).toBe(false);
      },
    );
  });

  it("hands in files of the user's, with one time for all, and builds again when one has changed", async () => {
    builder = await smallBuilder(
      'echo "==> Brewing"; cd pot; find . | sort | xargs stat -c "%N %a %U %Y" > ../tea-1.txt; cat my/leaf >> ../tea-1.txt',
    );
    const root = join(builder.request.artifactsRoot, '..');
    const source = join(root, 'my');
    mkdirSync(join(source, 'empty'), { recursive: true });
    writeFileSync(join(source, 'leaf'), 'green\n', { mode: 0o700 });
    symlinkSync('leaf', join(source, 'link'));
    const files = [{ name: 'pot', path: 'my', source, folder: 'pot', folders: true, root }];
    await build({ files });
    expect(read('tea-1.txt').split('\n').slice(1)).toEqual([
      "'./my' 755 root 1767225600",
      "'./my/empty' 755 root 1767225600",
      "'./my/leaf' 755 root 1767225600",
      "'./my/link' -> 'leaf' 777 root 1767225600",
      'green',
      '',
    ]);
    await build({ files });
    expect(builder.lines.filter((line) => line.endsWith('Brewing'))).toHaveLength(1);
    writeFileSync(join(source, 'leaf'), 'black\n');
    await build({ files });
    expect(read('tea-1.txt')).toContain('black');
    expect(containers()).toBe('');
  });

  it('gives it credentials for the registries that it fetches from, and keeps them to itself', async () => {
    const config = mkdtempSync(join(tmpdir(), 'hypriotkit-docker-'));
    const auth = Buffer.from('davy:locker').toString('base64');
    const auths = { 'registry.test': { auth }, 'https://index.docker.io/v1/': { auth: 'b3RoZXI6b3RoZXI=' } };
    writeFileSync(join(config, 'config.json'), JSON.stringify({ auths }));
    process.env['DOCKER_CONFIG'] = config;
    try {
      builder = await smallBuilder(
        'cd /run/hypriotkit; stat -c "%a %U" auth.json > /workspace/tea-1.txt; cat auth.json >> /workspace/tea-1.txt; cat auth.json; echo locker',
      );
      const images = ['registry.test/tea:1', 'http://registry.test/tea:2', 'other.test/tea:1'];
      await build({ fetchedImages: images });
      expect(read('tea-1.txt')).toBe(`600 root\n${JSON.stringify({ auths: { 'registry.test': { auth } } })}`);
      expect(builder.lines.join('\n')).not.toMatch(/locker|ZGF2/);
      builder.script('ls /run/hypriotkit > tea-1.txt || echo none > tea-1.txt');
      await build({ fetchedImages: ['other.test/tea:1'] });
      expect(read('tea-1.txt')).toBe('none\n');
    } finally {
      delete process.env['DOCKER_CONFIG'];
      rmSync(config, { recursive: true });
    }
  });

  it('names an input that is not there before anything is started', async () => {
    builder = await smallBuilder('true', { inputs: [{ component: 'garden', role: 'leaf' }] });
    await expect(build()).rejects.toMatchObject({
      code: 'HK_INPUT_MISSING',
      hint: expect.stringContaining('garden:build'),
    });
    expect(builder.lines).toEqual([]);
  });
});
