import type { ExecutorContext } from '@nx/devkit';
import { connect } from '@hypriotkit/engine';
import { answersPing, fakeEngine } from '../../../engine/src/testing/fake-engine';
import { BUILD_EXECUTOR } from './executors';
import { checkEngine } from './check-engine';

/** A run that builds two components, of which one makes device nodes. */
const target = (deviceNodes?: boolean) => ({ executor: BUILD_EXECUTOR, options: { deviceNodes } });
const projects = {
  base_image: { root: 'components/base_image', targets: { build: target() } },
  root_fs: { root: 'components/root_fs', targets: { build: target(true) } },
};
const task = (project: string) => ({ target: { project, target: 'build' } });
const runOf = (...names: string[]) =>
  ({
    projectName: 'base_image',
    targetName: 'build',
    projectsConfigurations: { projects },
    taskGraph: { tasks: Object.fromEntries(names.map((name) => [`${name}:build`, task(name)])) },
  }) as unknown as ExecutorContext;

/** @param SecurityOptions as engines list them: those of Docker with user namespaces, of rootless Docker and podman, and others */
async function check(SecurityOptions: string[] | null, run: ExecutorContext): Promise<void> {
  const port = await fakeEngine((request, response) => {
    if (!/\/(info|version)$/.test(request.url ?? '')) return answersPing(request, response);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ Arch: 'amd64', NCPU: 2, SecurityOptions }));
  });
  return checkEngine(await connect({ host: `tcp://127.0.0.1:${port}` }), run);
}

it.each([['name=userns'], ['name=rootless']])('an engine with %s is refused before any work', async (option) => {
  const refused = check(['name=seccomp,profile=builtin', option], runOf('base_image', 'root_fs'));
  await expect(refused).rejects.toMatchObject({
    code: 'HK_DEVICE_NODES_IMPOSSIBLE',
    message: expect.stringMatching(/^root_fs makes device nodes.*tcp:\/\/127/) as string,
  });
});

it('such an engine builds what makes no device nodes', async () => {
  await check(['name=rootless'], runOf('base_image'));
});

it('any other engine builds everything', async () => {
  await check(['name=apparmor', 'name=seccomp,profile=default'], runOf('base_image', 'root_fs'));
  await check(null, runOf('base_image', 'root_fs'));
});
