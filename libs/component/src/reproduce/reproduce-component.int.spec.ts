import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponent, reproduceComponent, type BuildRequest } from '../index';
import { smallBuilder, type SmallBuilder } from '../testing/small-builder';
import { ensureDiffoscope } from './diffoscope';
import type { Findings } from './report';

let builder: SmallBuilder;
afterEach(() => builder.remove());

const reports = () => join(builder.request.artifactsRoot, '..', 'reports', 'tea', 'reproduce');
const tools = (signal = new AbortController().signal) => ({ engine: builder.engine, log: builder.log, signal });
const reproduce = (own: Partial<BuildRequest> = {}, keep?: string, signal?: AbortSignal) =>
  reproduceComponent({ ...builder.request, ...own }, { reports: reports(), keep }, tools(signal));
const report = (file: string) => readFileSync(join(reports(), file), 'utf8');
const findings = () => JSON.parse(report('reproduce.json')) as Findings;
const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' });
const containers = () => docker('ps', '-aq', '--filter', `ancestor=${builder.request.builder.image}`);

/** Artifacts of these names. */
const artifacts = (...files: string[]) => files.map((file) => ({ role: file, file }));

describe('a component whose builds are equal', () => {
  it('is reported as equal, and neither cache, store nor artifacts are touched', async () => {
    builder = await smallBuilder('[ ! -e /cache ]; echo "==> Brewing"; echo "$NAME" > tea-1.txt', { cache: true });
    await reproduce();
    expect(findings()).toMatchObject({ equal: true, artifacts: [{ role: 'tea', equal: true }] });
    expect(report('reproduce.txt')).toMatch(/^equal {4}tea-1\.txt {2}[0-9a-f]{64}\n/);
    expect(readdirSync(reports()).sort()).toEqual(['reproduce.json', 'reproduce.txt']);
    expect(readdirSync(builder.request.artifactsRoot)).toEqual([]);
    expect(docker('volume', 'ls', '-q')).not.toContain(`hypriotkit-cache-${builder.request.component}`);
    expect(builder.lines).toContain(`${builder.request.component}, second build: Brewing`);
    expect(containers()).toBe('');

    builder.script('echo "==> Brewing"; echo "$NAME" > tea-1.txt');
    await buildComponent({ ...builder.request, cache: false }, tools());
    expect(builder.lines).toContain(`${builder.request.component}: Brewing`);
    const made = readdirSync(join(builder.request.artifactsRoot, builder.request.component));
    const keep = join(builder.request.artifactsRoot, '..', 'kept');
    await reproduce({ cache: false }, keep);
    for (const place of ['first', 'second']) {
      for (const file of made) {
        const built = join(builder.request.artifactsRoot, builder.request.component, file);
        expect(readFileSync(join(keep, place, file), 'utf8')).toBe(readFileSync(built, 'utf8'));
      }
    }
  });

  it('may have an entrypoint, and no shell to set an umask', async () => {
    builder = await smallBuilder('umask > tea-1.txt; echo "$1" >> tea-1.txt');
    const dockerfile = join(builder.request.builder.folder, 'Dockerfile');
    writeFileSync(
      dockerfile,
      'ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY build.sh /\nRUN rm /bin/sh\nWORKDIR /workspace\n' +
        'ENTRYPOINT ["bash", "/build.sh"]\nCMD ["green"]\n',
    );
    await reproduce();
    expect(findings().varied.map(({ what }) => what)).not.toContain('umask');
  });
});

describe('a builder that lets its surroundings into an artifact', () => {
  const LEAKS = {
    'seconds.txt': 'date --utc +%s',
    'day.txt': 'date +%F',
    'zone.txt': 'date +%z --date @0',
    'locale.txt': 'printf "a\\nB\\nz\\nt\\n" | sort',
    'host.txt': 'hostname',
    'cores.txt': 'nproc',
    'jobs.txt': 'echo "$HYPRIOTKIT_JOBS"',
    'environment.txt': 'echo variables; env | grep UNRELATED || true',
    'equal.txt': 'echo "$NAME"',
  };

  it('is told which artifact has what of them', async () => {
    const script = Object.entries(LEAKS).map(([file, command]) => `(${command}) > ${file}`);
    builder = await smallBuilder(
      [
        ...script,
        'mkdir tree; touch tree/leaf',
        'tar --create --mtime=@0 --sort=name tree | gzip --no-name > umask.tar.gz',
      ].join('\n'),
      { artifacts: artifacts(...Object.keys(LEAKS), 'umask.tar.gz') },
    );
    const failure = await reproduce().catch((error: Error) => error);
    const differing = [...Object.keys(LEAKS).filter((file) => file !== 'equal.txt'), 'umask.tar.gz'];
    expect(failure).toMatchObject({
      code: 'HK_NOT_REPRODUCIBLE',
      files: differing,
      message: expect.stringContaining('seconds.txt, day.txt'),
    });
    const { equal, artifacts: compared } = findings();
    expect(equal).toBe(false);
    expect(compared.filter((one) => one.equal).map(({ first }) => first.file)).toEqual(['equal.txt']);

    const text = report('diffoscope.txt');
    for (const file of differing) expect(text).toContain(file);
    expect(text).not.toContain('equal.txt');
    expect(text).toContain('+another-host');
    expect(text).toMatch(/^[│├╵ ]*-\+0000$/m);
    expect(text).toMatch(/^[│├╵ ]*\+UNRELATED_TO_THE_BUILD=/m);
    expect(text).toMatch(/-rw-r--r--.* tree\/leaf[^]*-rw-rw-r--.* tree\/leaf/);
    // Marks within the name show which of its characters the container's own name has as well.
    expect(report('diffoscope.html').replace(/<[^>]*>|\u200b/g, '')).toContain('another-host');
    expect(builder.lines.join('\n')).toContain('+another-host');

    const seconds = ['first', 'second'].map((place) => Number(report(join(place, 'seconds.txt'))));
    expect(seconds[1]! - seconds[0]!).toBeGreaterThanOrEqual(2);
    expect(report('second/locale.txt')).toBe('a\nB\nz\nt\n');
    expect(report('first/locale.txt')).toBe('B\na\nt\nz\n');
    expect(Object.keys(JSON.parse(report('first/manifest.json')) as object)).toContain('artifacts');
    expect(readdirSync(builder.request.artifactsRoot)).toEqual([]);
  });

  it('is told what differs in the partitions of an image', async () => {
    builder = await smallBuilder('');
    const { image } = await ensureDiffoscope({ image: 'debian:trixie-slim' }, tools());
    builder.request.builder.base = { image };
    builder.request.artifacts = artifacts('card.img.zip');
    builder.script(`
      mkdir -p tree/etc; seq 20000 > tree/etc/same; hostname > tree/etc/host; touch --date=@0 tree/etc/* tree/etc tree
      E2FSPROGS_FAKE_TIME=1 mke2fs -q -t ext4 -d tree -U 6d7e2f0e-7e3c-4b6b-8f5e-0d9f7a0d8c11 \\
        -E hash_seed=6d7e2f0e-7e3c-4b6b-8f5e-0d9f7a0d8c11 system 4M
      truncate --size 1M boot; mformat -i boot -N 12345678 -T 2048 ::
      echo "$TZ" > zone; touch --date=@315532800 zone; mcopy -m -i boot zone ::zone.txt
      truncate --size 8M card.img
      printf 'label: dos\\nlabel-id: 0x12345678\\nstart=2048, size=2048, type=c\\nstart=4096, size=8192, type=83\\n' |
        sfdisk --quiet card.img
      dd if=boot of=card.img bs=512 seek=2048 conv=notrunc status=none
      dd if=system of=card.img bs=512 seek=4096 conv=notrunc status=none
      touch --date=@315532800 card.img; TZ=UTC zip -qX card.img.zip card.img; rm card.img`);
    await expect(reproduce()).rejects.toMatchObject({ code: 'HK_NOT_REPRODUCIBLE' });
    const text = report('diffoscope.txt');
    expect(text).toMatch(/partition-2\.files\/etc\/host/);
    expect(text).toContain('+another-host');
    expect(text).toMatch(/partition-1\.files\/zone\.txt/);
    // Its content is equal: only its mode is listed.
    expect(text).not.toContain('.files/etc/same');
  });

  it('is not shown a secret beside what differs, in whatever form', async () => {
    const secrets = ['Silver-Parrot-of-the-Reef'];
    builder = await smallBuilder(`{ printf '\\0\\1%s' '${secrets[0]!}'; hostname; } > tea-1.txt`, { secrets });
    await expect(reproduce()).rejects.toMatchObject({ code: 'HK_NOT_REPRODUCIBLE' });
    const [seen] = /^.*00000000: .*$/m.exec(report('diffoscope.txt'))!;
    expect(seen).toContain('5369 6c76 6572');
    const shown = builder.lines.join('\n');
    expect(shown).toContain('├── +++ second/tea-1.txt');
    expect(shown).toContain('diffoscope.txt also shows how they differ');
    expect(shown).not.toMatch(/5369|Silver|Parrot|Reef|00000000:/);
  });

  it('is told what differs in its notes, which the manifest keeps', async () => {
    builder = await smallBuilder('echo "--> brewed by $(hostname)"; echo tea > tea-1.txt');
    await expect(reproduce()).rejects.toMatchObject({ code: 'HK_NOT_REPRODUCIBLE', files: ['manifest.json'] });
    expect(report('diffoscope.txt')).toContain('brewed by another-host');
  });
});

it('says that only the second build failed', async () => {
  builder = await smallBuilder('umask; [ "$(umask)" = 0022 ] || { echo "which umask?"; exit 3; }; echo > tea-1.txt');
  await expect(reproduce()).rejects.toMatchObject({
    code: 'HK_SECOND_BUILD_FAILED',
    message: expect.stringContaining('which umask?'),
  });
  expect(existsSync(reports())).toBe(false);
  expect(containers()).toBe('');
});

it('builds the builder image again for the second build, if asked to', async () => {
  builder = await smallBuilder('cp /stamp tea-1.txt');
  const dockerfile = join(builder.request.builder.folder, 'Dockerfile');
  writeFileSync(dockerfile, readFileSync(dockerfile, 'utf8').replace('COPY', 'RUN date +%N > /stamp\nCOPY'));
  await reproduce();
  await expect(reproduce({ fresh: true })).rejects.toMatchObject({ code: 'HK_NOT_REPRODUCIBLE' });
  const { first, second } = findings().builderImages;
  expect(first).not.toBe(second);
});

it('leaves nothing when it is interrupted, not even in a folder that was to be kept', async () => {
  builder = await smallBuilder('echo tea > tea-1.txt; [ "$(umask)" = 0022 ] || { echo "==> Waiting"; sleep 600; }');
  const keep = join(builder.request.artifactsRoot, '..', 'kept');
  mkdirSync(keep);
  const controller = new AbortController();
  const timer = setInterval(() => {
    if (builder.lines.some((line) => line.endsWith('Waiting'))) controller.abort(new Error('Ctrl-C'));
  }, 50);
  const running = reproduce({}, keep, controller.signal);
  await expect(running.finally(() => clearInterval(timer))).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
  expect(existsSync(reports())).toBe(false);
  expect(readdirSync(keep)).toEqual([]);
  expect(containers()).toBe('');
});
