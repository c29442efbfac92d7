import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponent, type BuildRequest } from './index';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

let builder: SmallBuilder;
beforeAll(async () => {
  builder = await smallBuilder('true');
});
afterAll(() => builder.remove());

const build = async (script: string, own: Partial<BuildRequest> = {}) => {
  builder.script(script);
  const { engine, log, request } = builder;
  await buildComponent({ ...request, ...own }, { engine, log, signal: new AbortController().signal });
};
const output = () => join(builder.request.artifactsRoot, builder.request.component);
const anyText = { artifacts: [{ role: 'tea', file: '*.txt' }] };

describe('what a builder offers as an artifact', () => {
  it.each([
    ['a link to a file beside it', 'echo x > cup; ln -s cup tea-1.txt', 'is a link to cup, not a file'],
    ['a link that leads nowhere', 'ln -s nowhere tea-1.txt', 'is a link to nowhere, not a file'],
    ['a link out of the container', 'ln -s ../../../etc/passwd tea-1.txt', 'is a link to ../../../etc/passwd'],
    ['a folder', 'mkdir tea-1.txt; echo x > tea-1.txt/cup', 'is a folder, not a file'],
    ['a named pipe', 'mkfifo tea-1.txt', 'is a named pipe, not a file'],
    ['a device', 'mknod tea-1.txt c 1 3', 'is a device, not a file'],
    [
      'a folder as the checksum',
      'echo x > tea-1.txt; mkdir tea-1.txt.sha256',
      'tea-1.txt.sha256 in the container is a folder',
    ],
  ])('is refused as what it is: %s', async (_, script, reason) => {
    await expect(build(script)).rejects.toMatchObject({
      code: 'HK_ARTIFACT_NOT_A_FILE',
      message: expect.stringContaining(reason),
      hint: expect.stringMatching(/^Have the builder/),
    });
  });

  it('may be a hard link, and empty, which is warned of', async () => {
    await build('echo x > cup; ln cup tea-1.txt');
    expect(readFileSync(join(output(), 'tea-1.txt'), 'utf8')).toBe('x\n');
    await build(': > tea-1.txt');
    expect(builder.lines.join('\n')).toContain('warning: tea-1.txt is empty');
  });

  it('is not looked for in folders', async () => {
    await expect(build('mkdir sub; echo x > sub/tea-1.txt')).rejects.toMatchObject({ code: 'HK_ARTIFACTS_MISSING' });
    await build('mkdir sub; echo x > sub/cup.txt; echo y > tea-1.txt; ln -s tea-1.txt latest.txt', anyText);
    expect(readdirSync(output()).sort()).toEqual([
      'SHA256SUMS',
      'manifest.json',
      'provenance.json',
      'tea-1.txt',
      'tea-1.txt.sha256',
    ]);
  });

  it('is no input, unless it is named by its whole name and was changed', async () => {
    const garden = join(builder.request.artifactsRoot, 'garden');
    const sha256 = createHash('sha256').update('green\n').digest('hex');
    mkdirSync(garden);
    writeFileSync(join(garden, 'leaf.txt'), 'green\n');
    writeFileSync(join(garden, 'leaf.txt.sha256'), `${sha256}  leaf.txt\n`);
    const artifacts = [{ role: 'leaf', file: 'leaf.txt', size: 6, sha256 }];
    writeFileSync(join(garden, 'SHA256SUMS'), `# leaf\n${sha256}  leaf.txt\n`);
    writeFileSync(join(garden, 'manifest.json'), JSON.stringify({ component: 'garden', artifacts }));
    const inputs = [{ component: 'garden', role: 'leaf', folder: garden }];
    await expect(build('true', { ...anyText, inputs })).rejects.toMatchObject({ code: 'HK_ARTIFACTS_MISSING' });
    await build('cat leaf.txt > tea.txt', { ...anyText, inputs });
    expect(readdirSync(output())).toContain('tea.txt');
    const named = { artifacts: [{ role: 'leaf', file: 'leaf.txt' }], inputs };
    await expect(build('true', named)).rejects.toMatchObject({ code: 'HK_ARTIFACTS_MISSING' });
    await build('echo dry > leaf.txt; rm leaf.txt.sha256', named);
    expect(readFileSync(join(output(), 'leaf.txt'), 'utf8')).toBe('dry\n');
  });

  it.each(['sha256sum --tag', 'sha256sum --binary', 'sha256sum $PWD/cup'])('has a checksum by %s', async (sum) => {
    await build(`echo "${sum}" > tea-1.txt; cp tea-1.txt cup; ${sum} tea-1.txt > tea-1.txt.sha256`);
    execFileSync('sha256sum', ['-c', 'tea-1.txt.sha256'], { cwd: output() });
  });

  it('has no checksum of something else', async () => {
    const script = 'echo x > tea-1.txt; echo y > cup; sha256sum cup > tea-1.txt.sha256';
    await expect(build(script)).rejects.toMatchObject({ code: 'HK_CHECKSUM_UNREADABLE' });
  });
});
