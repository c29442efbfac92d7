import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponent, REPORT_INPUTS, runInContainer, type Reports, type RunRequest } from './index';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

let builder: SmallBuilder;
afterEach(() => builder.remove());

/** Ids of the component's containers, running or not, as the engine lists them. */
const containers = () =>
  execFileSync('docker', ['ps', '-aq', '--filter', `ancestor=${builder.request.builder.image}`], { encoding: 'utf8' });

describe('runInContainer', () => {
  const folder = () => join(builder.request.artifactsRoot, 'reports', 'tea', 'probe');
  const start = (
    own: Partial<RunRequest> & Pick<Reports, 'reuse'>,
    timeoutSeconds?: number,
    signal = new AbortController().signal,
  ) => {
    const reports = { folder: folder(), files: ['probe.txt', 'probe.xml'], reuse: own.reuse };
    const tools = { engine: builder.engine, log: builder.log, signal };
    return runInContainer({ ...builder.request, ...own, reports }, tools, timeoutSeconds);
  };
  const run = (timeoutSeconds?: number, signal?: AbortSignal) => start({}, timeoutSeconds, signal);
  const reported = () => Object.fromEntries(names().map((name) => [name, readFileSync(join(folder(), name), 'utf8')]));
  const names = () =>
    (existsSync(join(folder(), '..')) ? readdirSync(join(folder(), '..'), { recursive: true }) : [])
      .map(String)
      .filter((name) => name.startsWith('probe/'))
      .map((name) => name.slice('probe/'.length))
      .filter((name) => name !== REPORT_INPUTS);

  it('keeps the reports however it ends, those of the last run alone, and says where they are', async () => {
    builder = await smallBuilder('echo fine > probe.txt; echo "<x/>" > probe.xml; echo no > other');
    await run();
    expect(reported()).toEqual({ 'probe.txt': 'fine\n', 'probe.xml': '<x/>\n' });
    expect(builder.lines.join('\n')).toMatch(/: The reports are in \S*reports\/tea\/probe: probe\.txt, probe\.xml\n/);

    builder.script('echo "the lid is loose" > probe.txt; exit 3');
    await expect(run()).rejects.toMatchObject({ code: 'HK_CONTAINER_FAILED', exitCode: 3 });
    expect(reported()).toEqual({ 'probe.txt': 'the lid is loose\n' });

    builder.script('exit 4');
    await expect(run()).rejects.toMatchObject({ exitCode: 4 });
    expect(builder.lines.join('\n')).toContain('warning: no report was left; expected probe.txt, probe.xml');
    expect(existsSync(folder())).toBe(false);
    expect(readdirSync(join(folder(), '..'))).toEqual([]);
    expect(containers()).toBe('');
  });

  it('says which artifacts the reports are about, wherever they come from', async () => {
    builder = await smallBuilder('echo tea > tea-1.txt; echo fine > probe.txt; echo "<x/>" > probe.xml');
    const { request, engine, log } = builder;
    await buildComponent(request, { engine, log, signal: new AbortController().signal });
    const artifacts = join(request.artifactsRoot, request.component);
    const inputs = [{ component: request.component, role: 'tea', folder: artifacts }];
    const sha256 = readFileSync(join(artifacts, 'tea-1.txt.sha256'), 'utf8').slice(0, 64);
    const about = () => JSON.parse(readFileSync(join(folder(), REPORT_INPUTS), 'utf8')) as unknown;
    for (const reuse of [false, true, true]) {
      await start({ inputs, reuse });
      expect(about()).toEqual([{ component: request.component, role: 'tea', file: 'tea-1.txt', sha256 }]);
    }
    expect(builder.lines.join('\n')).toContain('not run again');
  });

  it('reports the failure of the container, even if a report is not a file', async () => {
    builder = await smallBuilder('mkdir probe.txt; exit 5');
    await expect(run()).rejects.toMatchObject({ exitCode: 5 });
    expect(builder.lines.join('\n')).toContain('probe.txt in the container is a folder, not a file');
    builder.script('mkdir probe.txt');
    await expect(run()).rejects.toMatchObject({ code: 'HK_ARTIFACT_NOT_A_FILE' });
    expect(readdirSync(join(folder(), '..'))).toEqual([]);
  });

  it('ends what runs too long, lets it write down how far it came, and keeps that', async () => {
    builder = await smallBuilder('trap "echo far > probe.txt; exit 9" TERM; echo waiting; sleep 600 & wait');
    await expect(run(5)).rejects.toMatchObject({
      code: 'HK_RUN_TIMED_OUT',
      message: expect.stringContaining('waiting'),
    });
    expect(reported()).toEqual({ 'probe.txt': 'far\n' });
    expect(containers()).toBe('');
  });

  it('leaves neither container nor report when it is interrupted', async () => {
    builder = await smallBuilder('echo old > probe.txt');
    await run();
    builder.script('echo new > probe.txt; echo "==> Brewing"; sleep 600');
    const controller = new AbortController();
    const running = run(60, controller.signal);
    const timer = setInterval(() => {
      if (builder.lines.some((line) => line.endsWith('Brewing'))) controller.abort(new Error('Ctrl-C'));
    }, 50);
    await expect(running.finally(() => clearInterval(timer))).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
    expect(readdirSync(join(folder(), '..'))).toEqual([]);
    expect(containers()).toBe('');
  });

  describe('with reuse', () => {
    const reuse = (own: Partial<RunRequest> = {}) => start({ reuse: true, ...own });
    // Two runs leave different reports.
    const BOTH = 'echo $NAME $(date +%s.%N) | tee probe.txt >probe.xml';

    it('runs only once with the same inputs, and restores the reports of that run', async () => {
      builder = await smallBuilder(BOTH);
      await reuse();
      const first = reported();
      await start({});
      expect(reported()).not.toEqual(first);
      await reuse();
      expect(reported()).toEqual(first);
      expect(builder.lines.join('\n')).toMatch(/succeeded before with the same inputs; not run again/);
    });

    it.each<[string, Partial<RunRequest>]>([
      ['a field has another value', { fields: { version: '1', name: 'coffee' } }],
      ['the command is another', { command: ['sh', '/build.sh', 'again'] }],
      ['no cache is to be used', { fresh: true }],
    ])('runs again if %s', async (_, own) => {
      builder = await smallBuilder(BOTH);
      await reuse();
      const first = reported();
      await reuse(own);
      expect(reported()).not.toEqual(first);
    });

    it('runs again if the image is another', async () => {
      builder = await smallBuilder(BOTH);
      await reuse();
      builder.script(`${BOTH}; echo more >>probe.txt`);
      await reuse();
      expect(reported()['probe.txt']).toContain('more');
    });

    it('does not keep the reports of a run that failed or left some out', async () => {
      builder = await smallBuilder(`${BOTH}; exit 3`);
      await expect(reuse()).rejects.toMatchObject({ exitCode: 3 });
      await expect(reuse()).rejects.toMatchObject({ exitCode: 3 });
      builder.script('date +%s.%N >probe.txt');
      await reuse();
      const first = reported();
      await reuse();
      expect(reported()).not.toEqual(first);
    });
  });
});
