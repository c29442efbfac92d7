import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { selfSigned } from '../../libs/engine/src/testing/certificate';
import { fakeSsh } from '../../libs/engine/src/testing/fake-ssh';
import { fakeEngine, listening, saysNothing } from '../../libs/engine/src/testing/fake-engine';
import { BareMachine, engine, importing, type Outcome } from './testing/bare-machine';

let machine: BareMachine;
beforeEach(() => (machine = new BareMachine()));
afterEach(() => machine.remove());

describe('an engine, without the docker command,', () => {
  const answers = /^Docker engine +28\.5\.2 \(arm64\) answers$/m;

  it('is found by a socket in DOCKER_HOST', async () => {
    const socket = join(machine.folder, 'engine.sock');
    await fakeEngine(engine(), socket);
    for (const DOCKER_HOST of [`unix://${socket}`, socket]) {
      const { code, output } = await machine.setup({ DOCKER_HOST });
      expect(output).toMatch(answers);
      expect(output).toMatch(/^base layer +debian:trixie-slim is present$/m);
      expect([code, output]).toEqual([expect.any(Number), output]);
    }
  });

  it('is the one in HYPRIOTKIT_ENGINE before all others', async () => {
    const port = await fakeEngine(engine());
    const { code, output } = await machine.setup({
      HYPRIOTKIT_ENGINE: `tcp://127.0.0.1:${port}`,
      DOCKER_HOST: 'tcp://127.0.0.1:9',
    });
    expect(output).toMatch(answers);
    expect(code).toBe(0);
  });

  it('is found over tcp, and its machine is not changed', async () => {
    const port = await fakeEngine(engine());
    for (const DOCKER_HOST of [`tcp://127.0.0.1:${port}`, `127.0.0.1:${port}`]) {
      const { code, output } = await machine.setup({ DOCKER_HOST });
      expect(output).toMatch(answers);
      expect(output).toMatch(/not checked, as the engine is not on this machine/);
      expect(code).toBe(0);
    }
  });

  it('is found over TLS, where each shows the other a certificate', async () => {
    const { cert, key } = selfSigned();
    const secured = { cert, key, ca: cert, requestCert: true, rejectUnauthorized: true };
    const port = await listening(createServer(secured, engine()));
    for (const [name, text] of Object.entries({ ca: cert, cert, key })) machine.write(`certificates/${name}.pem`, text);
    const certificates = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(machine.folder, 'certificates') };
    const { code, output } = await machine.setup({ DOCKER_HOST: `tcp://127.0.0.1:${port}`, ...certificates });
    expect(output).toMatch(answers);
    expect(code).toBe(0);
  });

  it('is found over ssh', async () => {
    const socket = join(machine.folder, 'engine.sock');
    await fakeEngine(engine(), socket);
    fakeSsh(
      { path: join(machine.folder, 'bin'), write: (name, text, mode) => machine.write(`bin/${name}`, text, mode) },
      socket,
    );
    const { code, output } = await machine.setup({ DOCKER_HOST: 'ssh://pi@board' });
    expect(output).toMatch(answers);
    expect(code).toBe(0);
  });

  it.each([
    ['the current context', {}],
    ['DOCKER_CONTEXT', { DOCKER_CONTEXT: 'work' }],
  ])('is found by %s', async (_, env) => {
    const port = await fakeEngine(engine());
    context('work', `tcp://127.0.0.1:${port}`);
    const { code, output } = await machine.setup(env);
    expect(output).toMatch(answers);
    expect(code).toBe(0);
  });
});

/** Writes a docker context and makes it the current one. */
function context(name: string, Host: string): void {
  const id = createHash('sha256').update(name).digest('hex');
  machine.write(
    `.docker/contexts/meta/${id}/meta.json`,
    JSON.stringify({ Name: name, Endpoints: { docker: { Host } } }),
  );
  machine.write('.docker/config.json', JSON.stringify({ currentContext: name }));
}

describe('an engine that the user named is never replaced if it does not answer:', () => {
  const refuses = async (env: NodeJS.ProcessEnv, failure: string, next: string) => {
    const { code, output } = await machine.setup(env);
    expect(output).toContain(failure);
    expect(output).toMatch(new RegExp(`^set-up +what to do: .*${next}`, 'm'));
    expect(output).not.toMatch(/installed \.\.\.|will be/);
    expect(code).toBe(1);
  };

  it.each([
    ['garbage', 'garbage (DOCKER_HOST): this is not the address of an engine'],
    ['gopher://engine', 'this is not the address of an engine'],
    ['tcp://', 'this is not the address of an engine'],
    ['ssh://-oProxyCommand=reboot', 'this address is not safe to pass to ssh'],
    ['ssh://pi@board', 'ssh cannot be run'],
    ['ssh://pi:locker@board', 'ssh://pi:***@board (DOCKER_HOST)'],
    ['ssh://pi:locker@Horse9@board', 'ssh://pi:***@board (DOCKER_HOST)'],
    ['tcp://127.0.0.1:9', 'nothing listens there'],
    ['unix:///nowhere/engine.sock', 'there is no such socket'],
    ['tcp://nowhere.invalid:2375', 'the host name is unknown'],
  ])('DOCKER_HOST=%s', (DOCKER_HOST, failure) => refuses({ DOCKER_HOST }, failure, 'correct or unset DOCKER_HOST'));

  it('HYPRIOTKIT_ENGINE', () =>
    refuses(
      { HYPRIOTKIT_ENGINE: 'unix:///nowhere/engine.sock' },
      '/nowhere/engine.sock (HYPRIOTKIT_ENGINE): there is no such socket',
      'correct or unset HYPRIOTKIT_ENGINE',
    ));

  it.each([
    ['file that holds no key', (path: string) => writeFileSync(path, 'x'), 'its keys or certificates cannot be used: '],
    ['file that is a folder', (path: string) => mkdirSync(path), 'key.pem cannot be read: '],
  ])('DOCKER_HOST with a key %s', async (_, make, failure) => {
    const { cert } = selfSigned();
    for (const name of ['ca', 'cert']) machine.write(`certificates/${name}.pem`, cert);
    make(join(machine.folder, 'certificates', 'key.pem'));
    const certificates = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(machine.folder, 'certificates') };
    await refuses({ DOCKER_HOST: 'tcp://127.0.0.1:9', ...certificates }, failure, 'correct or unset DOCKER_HOST');
  });

  it('DOCKER_HOST of another server', async () => {
    const port = await fakeEngine((_, response) => void response.end('<html>'));
    await refuses(
      { DOCKER_HOST: `tcp://127.0.0.1:${port}` },
      'it is not a Docker engine',
      'correct or unset DOCKER_HOST',
    );
  });

  it('DOCKER_CONTEXT of an unknown context', () =>
    refuses(
      { DOCKER_CONTEXT: 'gone' },
      '(docker context gone): there is no such context',
      'correct or unset DOCKER_CONTEXT',
    ));

  it('DOCKER_HOST of an engine that accepts requests but never answers', async () => {
    const socket = join(machine.folder, 'engine.sock');
    await fakeEngine(saysNothing, socket);
    const begun = Date.now();
    await refuses({ DOCKER_HOST: `unix://${socket}` }, 'no answer within 5 s', 'restart it');
    expect(Date.now() - begun).toBeLessThan(30_000);
  });

  it('DOCKER_HOST of an engine that refuses the user', async () => {
    const socket = join(machine.folder, 'engine.sock');
    await fakeEngine(engine(), socket);
    chmodSync(socket, 0o600);
    const { output } = await machine.setup({ DOCKER_HOST: `unix://${socket}` }, { asNobody: true });
    if (process.getuid?.() !== 0) return;
    expect(output).toContain(`${socket} (DOCKER_HOST): permission denied`);
    expect(output).toMatch(/what to do: your account may not use it: sudo usermod --append --groups docker/);
  });
});

describe('an engine that set-up starts without systemd', () => {
  /** A program that ends at once so many times, and then answers as an engine for some seconds. */
  const endingAtFirst = (times: number): Promise<Outcome> => {
    const socket = join(machine.folder, 'engine.sock');
    const serving = machine.write(
      'engine.mjs',
      `import { createServer } from 'node:http';
      createServer((_, response) => response.end('{"Version":"28.5.2","Arch":"arm64"}')).listen('${socket}');
      setTimeout(() => process.exit(), 10_000);`,
    );
    symlinkSync('/bin/sh', (mkdirSync(join(machine.folder, 'bin')), join(machine.folder, 'bin/sh')));
    machine.program('sudo', 'exec "$@"');
    const starts = join(machine.folder, 'starts');
    const count = `echo >> ${starts}; set --; while read -r _; do set -- "$@" x; done < ${starts}`;
    machine.program('engine', `${count}; [ $# -gt ${times} ] || exit 1; exec ${process.execPath} ${serving}`);
    const then =
      `try { console.log((await startProcess('engine', '${join(machine.folder, 'log')}')).version); } ` +
      `catch (error) { console.log(error.message, error.hint); process.exit(1); }`;
    const script = importing('startProcess', 'steps/engine.mjs', then);
    return machine.setup({ DOCKER_HOST: `unix://${socket}` }, { script });
  };

  it('is started again if it ends', async () => {
    expect(await endingAtFirst(2)).toEqual({ code: 0, output: '28.5.2\n' });
  });

  it('is given up if it always ends', async () => {
    const { code, output } = await endingAtFirst(9);
    expect(output).toMatch(/^the Docker engine was started 3 times, and ended each time .*shows why\n$/);
    expect(code).toBe(1);
  });
});
