import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { InputMissing } from '@hypriotkit/artifacts';
import { silentLogger, type Logger } from '@hypriotkit/core';
import { REPORT_EXECUTOR } from '../lib/executors';
import { recordMade } from '../runs/made';
import { SmallWorkspace } from '../testing/small-workspace';
import { gather } from './gather';
import { writeReport } from './write-report';

const IMAGE = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

let workspace: SmallWorkspace;
let context: ExecutorContext;
let warnings: string[];
const log: Logger = { ...silentLogger, warn: (text) => void warnings.push(text) };

beforeEach(() => {
  warnings = [];
  workspace = new SmallWorkspace();
  workspace.projects['tea']!.targets!['report'] = { executor: REPORT_EXECUTOR };
  context = { ...workspace.context({ tea: [] }), targetName: 'report' };
  finishImage(IMAGE);
});
afterEach(() => {
  workspace.remove();
  delete process.env['HYPRIOTKIT_RUN'];
});

const folder = () => join(workspace.root, 'dist', 'artifacts', 'tea');
const data = (previous?: string) => gather(folder(), context, log, previous);

function finishImage(sha256: string): void {
  const artifact = (file: string, role: string) => ({ file, role, size: 10, sha256 });
  const artifacts = [
    artifact('tea.img.zip', 'sd-image'),
    artifact('tea.img.bmap', 'block-map'),
    artifact('tea.cdx.json', 'cyclonedx'),
  ];
  workspace.write('dist/artifacts/tea/manifest.json', { component: 'tea', artifacts, notes: ['--> It is hot'] });
  workspace.write(
    'dist/artifacts/tea/tea.img.bmap',
    '<bmap><BlockSize> 4096 </BlockSize><MappedBlocksCount> 3 </MappedBlocksCount></bmap>',
  );
  const licenses = [{ license: { id: 'MIT' } }];
  workspace.write('dist/artifacts/tea/tea.cdx.json', {
    specVersion: '1.6',
    components: [{ type: 'library', licenses }],
  });
}

function describeImage(packages: Record<string, string>, sha256 = IMAGE): void {
  const own = Object.entries(packages).map(([name, version]) => ({ name, version }));
  workspace.write('dist/reports/tea/describe/describe.json', { bytes: 1, partitions: [], packages: own, space: [] });
  workspace.write('dist/reports/tea/describe/inputs.json', [{ sha256 }]);
}

const verified = (detail = '') => ({
  ...{ title: 'Verified', ok: true, error: null, seconds: 1 },
  results: [{ expect: 'x', group: 'g', kind: 'file', ok: true, detail, seconds: 0, applies: true }],
});

describe('what a report is about', () => {
  it('is refused without an image', async () => {
    workspace.write('dist/artifacts/tea/manifest.json', { component: 'tea', artifacts: [] });
    await expect(data()).rejects.toThrow(InputMissing);
  });

  it('is what the build and the targets have left', async () => {
    describeImage({ kettle: '1' });
    workspace.write('dist/reports/tea/verify/verify.json', verified());
    workspace.write('dist/reports/tea/boot/boot-console.txt', 'Booting Linux');
    expect(await data()).toMatchObject({
      ...{ component: 'tea', project: 'tea', folder: 'dist/artifacts/tea', mapped: 3 * 4096 },
      ...{ notes: ['It is hot'], description: { packages: [{ name: 'kettle' }] }, console: 'Booting Linux' },
      boms: [{ file: 'tea.cdx.json', specVersion: '1.6', components: 1, types: { library: 1 }, licences: { MIT: 1 } }],
      verify: { title: 'Verified' },
    });
    expect((await data()).boot).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it('says of results whether they are of this image', async () => {
    workspace.write('dist/reports/tea/verify/verify.json', verified());
    expect((await data()).verify!.isOfThisImage).toBeUndefined();
    workspace.write('dist/reports/tea/verify/inputs.json', [{ sha256: OTHER }]);
    expect((await data()).verify!.isOfThisImage).toBe(false);
    workspace.write('dist/reports/tea/verify/inputs.json', [{ sha256: IMAGE }]);
    expect((await data()).verify!.isOfThisImage).toBe(true);
  });

  it('leaves out what is in another image, and what cannot be read, with a warning', async () => {
    describeImage({ kettle: '1' }, OTHER);
    workspace.write('dist/reports/tea/verify/verify.json', 'no JSON');
    const { description, verify } = await data();
    expect([description, verify]).toEqual([undefined, undefined]);
    expect(warnings).toEqual([
      expect.stringContaining('describe.json is about an earlier one'),
      expect.stringContaining('verify.json is left out'),
    ]);
  });

  it('hides secrets, in the configuration and in results', async () => {
    workspace.write('configs.json', { tea: { repo: 'https://me:earl-grey@example.org/tea.git' } });
    workspace.write('dist/reports/tea/verify/verify.json', verified('the password is earl-grey'));
    const found = await data();
    expect(JSON.stringify(found)).not.toContain('earl-grey');
    const tea = found.configuration.find(({ component }) => component === 'tea')!;
    expect(tea.fields).toContainEqual({
      field: 'repo',
      value: 'https://***@example.org/tea.git',
      origin: 'configs.json',
    });
    expect(found.verify!.results[0]!.detail).toBe('the password is ***');
  });

  it('has how each component was made, and which were in the run of the image', async () => {
    const record = (component: string, run: string) => {
      process.env['HYPRIOTKIT_RUN'] = JSON.stringify({ id: run });
      return recordMade({ component }, 'build', workspace.root, { source: 'built', started: 1, ended: 2 });
    };
    const made = { source: 'built', started: 1, ended: 2 };
    expect((await data()).build).toEqual([
      { component: 'pot', task: 'pot:build', reads: [], inRun: false },
      { component: 'tea', task: 'tea:build', reads: ['pot'], inRun: false },
    ]);
    await record('pot', '1');
    await record('tea', '2');
    expect((await data()).build).toMatchObject([
      { component: 'pot', inRun: false, made },
      { component: 'tea', inRun: true, made },
    ]);
    await record('pot', '2');
    expect((await data()).build).toMatchObject([{ inRun: true }, { inRun: true }]);
  });
});

describe('changes', () => {
  const report = async () => writeReport(await data(), context, log);

  it('are those since the last report about another image', async () => {
    describeImage({ kettle: '1' });
    await report();
    expect((await data()).changes).toBeUndefined();
    finishImage(OTHER);
    describeImage({ kettle: '2' }, OTHER);
    const since = expect.stringMatching(/^the image of \d{4}-/) as string;
    expect((await data()).changes).toMatchObject({ since, changed: [{ name: 'kettle', before: '1', after: '2' }] });
    // Of the same image, a later report says the same.
    await report();
    await report();
    expect((await data()).changes).toMatchObject({ changed: [{ name: 'kettle', before: '1' }] });
  });

  it('are security updates if an audit of the earlier image had found them missing', async () => {
    const finding = { kind: 'security', package: 'kettle', installed: '1', available: '2', archive: 'x' };
    const audit = { ok: false, error: null, packages: 1, archives: [], findings: [finding] };
    describeImage({ kettle: '1' });
    await report();
    workspace.write('dist/reports/tea/audit/audit.json', audit);
    workspace.write('dist/reports/tea/audit/inputs.json', [{ sha256: IMAGE }]);
    expect((await data()).audit).toMatchObject({ findings: [finding], isOfThisImage: true });
    await report();
    finishImage(OTHER);
    describeImage({ kettle: '2' }, OTHER);
    expect((await data()).changes!.changed).toMatchObject([{ name: 'kettle', isSecurity: true }]);
    expect((await data()).audit!.isOfThisImage).toBe(false);
  });

  it('are those since a list of packages that is named', async () => {
    describeImage({ kettle: '2' });
    workspace.write('old.packages', 'kettle\t1\tarm64\n');
    expect((await data('old.packages')).changes).toMatchObject({ since: 'old.packages', changed: [{ before: '1' }] });
    await expect(data('none.packages')).rejects.toThrow('none.packages');
  });
});

describe('reports', () => {
  it('are files that appear complete, with a list of all that there are', async () => {
    describeImage({ kettle: '1' });
    workspace.projects['garage'] = {
      root: 'boards/garage',
      targets: { report: { executor: REPORT_EXECUTOR, options: { component: 'tea', board: 'garage' } } },
    };
    const { page, index } = await writeReport(await data(), context, log);
    expect(page).toBe(join(workspace.root, 'dist/reports/tea/report/report.html'));
    expect(readFileSync(page, 'utf8')).toContain('Image of tea');
    expect(readFileSync(index, 'utf8')).toContain('href="tea/report/report.html"');
    expect(readFileSync(index, 'utf8')).not.toContain('garage');

    const board = { ...context, projectName: 'garage' };
    await writeReport({ ...(await data()), project: 'garage', board: 'garage' }, board, log);
    expect(existsSync(join(workspace.root, 'dist/boards/garage/reports/report/report.html'))).toBe(true);
    const links = readFileSync(index, 'utf8').match(/href="[^"#]*html"/g);
    expect(links).toEqual(['href="../boards/garage/reports/report/report.html"', 'href="tea/report/report.html"']);
    expect(readdirSync(join(workspace.root, 'dist/reports/tea/report'))).toEqual([
      ...['entry.json', 'report.html', 'reported.json'],
    ]);

    delete workspace.projects['garage'];
    await writeReport(await data(), context, log);
    expect(readFileSync(index, 'utf8')).not.toContain('garage');
  });
});
