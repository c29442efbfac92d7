import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Masker } from '@hypriotkit/core';
import { buildComponent, ComponentLog, type BuildRequest, type InputRequest } from './index';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

const REPOSITORY = { url: 'https://git.test/tea', commit: 'c0ffee', folder: '' };

let builder: SmallBuilder;
afterEach(() => builder.remove());

const build = (own: Partial<BuildRequest> = {}, signal = new AbortController().signal) =>
  buildComponent({ ...builder.request, ...own }, { engine: builder.engine, log: builder.log, signal });
const output = () => join(builder.request.artifactsRoot, builder.request.component);
const read = (file: string) => readFileSync(join(output(), file), 'utf8');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Ids of the component's containers, running or not, as the engine lists them. */
const containers = () =>
  execFileSync('docker', ['ps', '-aq', '--filter', `ancestor=${builder.request.builder.image}`], { encoding: 'utf8' });

/** Anything but finished folders where artifacts go. */
const leftovers = () => readdirSync(builder.request.artifactsRoot).filter((name) => name !== builder.request.component);

/** Leaves an artifact of another component, a leaf. Returns its path. */
function garden(component = 'garden', role = 'leaf'): string {
  const folder = join(builder.request.artifactsRoot, component);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'leaf.txt'), 'green\n');
  writeFileSync(join(folder, 'leaf.txt.sha256'), `${sha256('green\n')}  leaf.txt\n`);
  const artifacts = [{ role, file: 'leaf.txt', size: 6, sha256: sha256('green\n') }];
  writeFileSync(join(folder, 'SHA256SUMS'), `# ${role}\n${sha256('green\n')}  leaf.txt\n`);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ component, artifacts }));
  return join(folder, 'leaf.txt');
}

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

  it('asks the builder image for variables, and names artifacts by them', async () => {
    builder = await smallBuilder('echo fine > "tea-$NAME-1.0"', {
      variables: { leaf: ['sh', '-c', 'echo looking; echo " $NAME-1.0 "; echo "a warning" >&2'] },
      artifacts: [{ role: 'tea', file: 'tea-{leaf}' }],
    });
    await build();
    expect(read('tea-tea-1.0')).toBe('fine\n');
    for (const [command, code] of [
      [['sh', '-c', 'echo ../x'], 'HK_VARIABLE_INVALID'],
      [['true'], 'HK_VARIABLE_INVALID'],
      [['sh', '-c', 'exit 3'], 'HK_CONTAINER_FAILED'],
    ] as [string[], string][]) {
      await expect(build({ variables: { leaf: command } })).rejects.toMatchObject({ code });
    }
    expect(containers()).toBe('');
  });

  it('hands in the base only where the Dockerfile takes it, and makes the workspace where the image has none', async () => {
    builder = await smallBuilder('cd /far/off; echo fine > tea-1.txt', { workspace: '/far/off' });
    const { folder } = builder.request.builder;
    writeFileSync(join(folder, 'Dockerfile'), 'FROM debian:trixie-slim\nCOPY build.sh /\nCMD ["sh", "/build.sh"]\n');
    const base = { image: 'registry.invalid/there-is-none:latest' };
    await build({ builder: { ...builder.request.builder, base, repository: REPOSITORY } });
    expect(read('tea-1.txt')).toBe('fine\n');
    const { url, commit } = REPOSITORY;
    expect(JSON.parse(read('manifest.json'))).toMatchObject({ builder: { repository: url, commit } });
  });

  describe('with a builder that was written for privileges', () => {
    const capabilities = 'grep CapEff /proc/self/status | tee tea-1.txt';
    const privileges = { privileged: true, hostFolders: ['/boot'], allowed: 'full' as const };

    it('gives it what mounts a loop device, or all of them, and says so', async () => {
      builder = await smallBuilder(`${capabilities}; ls -d /dev/loop-control /boot; ! touch /boot/probe`);
      await build({ privileges: { ...privileges, allowed: 'loop' } });
      const [, effective] = /CapEff:\s*(\w+)/.exec(read('tea-1.txt'))!;
      expect((BigInt(`0x${effective}`) >> 21n) & 1n).toBe(1n);
      expect(builder.lines.join('\n')).toMatch(/warning: .*the right to mount and the loop devices, and \/boot/);
    });

    it('asks the engine for all of them, and says what to do where the engine has not got them', async () => {
      builder = await smallBuilder(capabilities);
      const outcome = await build({ privileges }).catch((error: unknown) => error);
      if (outcome === undefined) expect(read('tea-1.txt')).toMatch(/CapEff:\s*0*[13]ffffffff/);
      else expect(outcome).toMatchObject({ code: 'HK_CONTAINER_START_FAILED', hint: expect.stringContaining('=loop') });
      expect(builder.lines.join('\n')).toContain(
        "gets all privileges, and /boot of the engine's host (read-only), because it was written for that",
      );
      expect(containers()).toBe('');
    });

    it('removes its container when it is interrupted', async () => {
      builder = await smallBuilder('echo "==> Brewing"; sleep 600');
      const controller = new AbortController();
      const building = build({ privileges: { ...privileges, allowed: 'loop' } }, controller.signal);
      const timer = setInterval(() => {
        if (builder.lines.some((line) => line.endsWith('Brewing'))) controller.abort(new Error('Ctrl-C'));
      }, 50);
      await expect(building.finally(() => clearInterval(timer))).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
      expect(containers()).toBe('');
    });
  });

  it('runs the image that it has made sure of, though its name has come to mean another one', async () => {
    builder = await smallBuilder('echo fine > tea-1.txt', { variables: { leaf: ['echo', 'mint'] } });
    const { image } = builder.request.builder;
    const move = (line: string) => {
      if (line.includes('Asking the builder')) execFileSync('docker', ['tag', 'debian:trixie-slim', image]);
    };
    const log = new ComponentLog('tea', 'debug', new Masker(), move);
    await buildComponent(builder.request, { engine: builder.engine, log, signal: new AbortController().signal });
    log.close();
    expect(read('tea-1.txt')).toBe('fine\n');
  });

  it('leaves alone the image of another clone that had its name before', async () => {
    builder = await smallBuilder('echo fine > tea-1.txt');
    await build();
    const idOf = () =>
      execFileSync('docker', ['image', 'inspect', '-f', '{{.Id}}', image], { encoding: 'utf8' }).trim();
    const { image, folder } = builder.request.builder;
    const first = idOf();
    const clone = mkdtempSync(join(tmpdir(), 'hypriotkit-clone-'));
    cpSync(folder, clone, { recursive: true });
    writeFileSync(join(clone, 'build.sh'), 'echo other > tea-1.txt\n');
    await build({ builder: { ...builder.request.builder, folder: clone } });
    rmSync(clone, { recursive: true });
    expect(idOf()).not.toBe(first);
    execFileSync('docker', ['image', 'inspect', first]);
    const second = idOf();
    await build();
    expect(idOf()).toBe(first);
    execFileSync('docker', ['rmi', second]);
  });

  it('is the builder image alone where no artifact is asked for', async () => {
    builder = await smallBuilder('exit 1', { artifacts: [] });
    await build();
    expect(readdirSync(output())).toEqual(['manifest.json']);
  });
});
