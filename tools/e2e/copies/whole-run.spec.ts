import { connect } from '@hypriotkit/engine';
import { socketOf } from '../../../libs/engine/src/testing/real-engine';
import { unreliablePath } from '../../../libs/engine/src/testing/unreliable-path';
import { addSmallComponents, NOW } from '../lib/small-components';
import { nx } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

/** No engine is there: whoever asks the default one fails. */
const NO_DEFAULT = { DOCKER_HOST: 'unix:///nowhere/docker.sock', SOURCE_DATE_EPOCH: NOW };

let workspace: WorkspaceCopy;
let other: Awaited<ReturnType<typeof unreliablePath>>;
beforeAll(async () => {
  workspace = new WorkspaceCopy();
  addSmallComponents(workspace, 'echo "==> Brewing"');
  other = await unreliablePath(socketOf(await connect()));
});
afterAll(() => workspace.remove());

const run = (args: string[], env: NodeJS.ProcessEnv = {}) => nx(args, { ...NO_DEFAULT, ...env }, workspace.root).ended;

/** What was built, by which engine. */
const engines = (output: string) => [...output.matchAll(/^(small_\w+): Engine: (\S+)/gm)].map(([, ...who]) => who);
const BOTH = () => ['small_pot', 'small_tea'].map((name) => [name, other.address]);

describe('an engine that is named', () => {
  it('makes also what the named component is made from', async () => {
    const { code, output } = await run(['run', 'small_tea:build', `--engine=${other.address}`, '--skip-nx-cache']);
    expect({ code, engines: engines(output) }).toEqual({ code: 0, engines: BOTH() });
    expect(other.taken()).toBeGreaterThan(0);
  });

  it('makes all that several commands name, and what Nx has in its cache asks no engine', async () => {
    const many = ['run-many', '-t', 'build', '--projects=small_tea'];
    const made = await run([...many, '--engine', other.address]);
    expect({ code: made.code, engines: engines(made.output) }).toEqual({ code: 0, engines: BOTH() });
    const affected = ['affected', '-t', 'build', '--exclude=image', '--files=components/small_tea/project.json'];
    const again = await run([...affected, `--engine=${other.address}`, '--skip-nx-cache']);
    expect({ code: again.code, engines: engines(again.output) }).toEqual({ code: 0, engines: BOTH() });
  });

  it('may be named by HYPRIOTKIT_ENGINE, which changes nothing of what Nx has in its cache', async () => {
    const build = ['run', 'small_tea:build'];
    const made = await run(build, { HYPRIOTKIT_ENGINE: other.address });
    expect(made.code).toBe(0);
    expect(engines(made.output)).toContainEqual(['small_tea', other.address]);
    const cached = await run(build, { HYPRIOTKIT_ENGINE: 'unix:///elsewhere.sock' });
    expect(cached.code).toBe(0);
    expect(cached.output).toContain(
      'Nx read the output from the cache instead of running the command for 2 out of 2 tasks',
    );
    const before = other.taken();
    const refused = await run([...build, '--skip-nx-cache', '--engine=unix:///elsewhere.sock'], {
      HYPRIOTKIT_ENGINE: other.address,
    });
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('unix:///elsewhere.sock (--engine): no such socket');
    expect(other.taken()).toBe(before);
  });

  it.each(['gopher://x', '', 'somebody@host'])(
    'is refused before any work where "%s" cannot be one',
    async (address) => {
      const { code, output } = await run(['run', 'small_tea:build', `--engine=${address}`]);
      expect(code).toBe(1);
      expect(output).toContain('HK_ENGINE_ADDRESS_INVALID');
      expect(output).not.toContain('> nx run');
    },
  );
});

describe('other options for a whole run', () => {
  const ON_OTHER = ['run', 'small_tea:build', '--skip-nx-cache'];
  const env = () => ({ HYPRIOTKIT_ENGINE: other.address });

  it('--verbosity is that of what the named component is made from, too', async () => {
    const { code, output } = await run([...ON_OTHER, '--verbosity=quiet'], env());
    expect(code).toBe(0);
    expect(output).not.toMatch(/^small_/m);
  });

  it('--privileges=none refuses a builder that the named component only reads from', async () => {
    workspace.write('components/small_pot/builder/Dockerfile', 'FROM debian:trixie-slim\n');
    workspace.editJson('components/small_pot/project.json', ({ targets }) => {
      const { options } = targets!['build'] as { options: Record<string, unknown> };
      options['official'] = { privileged: true };
    });
    const { code, output } = await run([...ON_OTHER, '--privileges=none'], env());
    workspace.restore();
    expect(code).toBe(1);
    expect(output).toMatch(/small_pot: .*\n.*HK_PRIVILEGES_REFUSED/);
    expect(output).not.toMatch(/: done/);
  });
});
