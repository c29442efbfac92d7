import { connect } from '../connection/connect';
import { answersPing, fakeEngine } from '../testing/fake-engine';
import { engineInfo } from './engine-info';

/** What is said of an engine with these options, which engines list under this name. */
async function infoWith(SecurityOptions: string[] | null) {
  const port = await fakeEngine((request, response) => {
    if (!/\/(info|version)$/.test(request.url ?? '')) return answersPing(request, response);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ Arch: 'amd64', NCPU: 2, CPUSet: true, SecurityOptions }));
  });
  return engineInfo(await connect({ host: `tcp://127.0.0.1:${port}` }));
}

it.each<[string, string[] | null, { rootless: boolean; userNamespace: boolean }]>([
  ['Docker', ['name=apparmor', 'name=seccomp,profile=builtin'], { rootless: false, userNamespace: false }],
  [
    'Docker with userns-remap',
    ['name=seccomp,profile=builtin', 'name=userns'],
    { rootless: false, userNamespace: true },
  ],
  ['rootless Docker', ['name=seccomp,profile=builtin', 'name=rootless'], { rootless: true, userNamespace: true }],
  ['an engine that says nothing of it', null, { rootless: false, userNamespace: false }],
])('knows %s by its security options', async (_, options, expected) => {
  expect(await infoWith(options)).toEqual({ architecture: 'amd64', cpus: 2, cpusets: true, ...expected });
});

it('asks an engine once, and again if it did not answer', async () => {
  let asked = 0;
  const port = await fakeEngine((request, response) => {
    if (!/\/(info|version)$/.test(request.url ?? '')) return answersPing(request, response);
    response.statusCode = (asked += 1) <= 2 ? 500 : 200;
    response.end(JSON.stringify({ Arch: 'amd64', NCPU: 2 }));
  });
  const engine = await connect({ host: `tcp://127.0.0.1:${port}` });
  await expect(engineInfo(engine)).rejects.toMatchObject({ code: 'HK_ENGINE_REQUEST_FAILED' });
  await Promise.all([engineInfo(engine), engineInfo(engine)]);
  await engineInfo(engine);
  expect(asked).toBe(4);
});
