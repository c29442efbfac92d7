import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { selfSigned } from '../../libs/engine/src/testing/certificate';
import { fakeSsh } from '../../libs/engine/src/testing/fake-ssh';
import { fakeEngine, listening, saysNothing } from '../../libs/engine/src/testing/fake-engine';

const ROOT = join(__dirname, '..', '..');
const NOBODY = 65534;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hypriotkit-setup-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string, mode = 0o644): string => {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode });
  return file;
};
const program = (name: string, script: string) => write(`bin/${name}`, `#!/bin/sh\n${script}\n`, 0o755);

interface Outcome {
  code: number | null;
  output: string;
}

/** Runs set-up, or a script that uses parts of it, with only the programs in `bin`. */
function setup(
  env: NodeJS.ProcessEnv,
  { script, asNobody = false }: { script?: string; asNobody?: boolean } = {},
): Promise<Outcome> {
  const args = script === undefined ? ['tools/setup/setup.mjs'] : ['--input-type=module', '--eval', script];
  const user = asNobody && process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: join(folder, 'bin'), HOME: folder, ...env },
    ...user,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

const importing = (names: string, path: string, then: string) =>
  `import { ${names} } from './tools/setup/${path}';\n${then}`;

/** An engine that has the base layer, or answers requests to pull or import it. */
function engine(images: { pull?: string; received?: (text: string | undefined) => void } = {}): RequestListener {
  return (request, response) => {
    const { url = '', method } = request;
    if (url === '/version') return void response.end('{"Version":"28.5.2","Arch":"arm64"}');
    if (method === 'GET') {
      response.statusCode = images.pull === undefined ? 200 : 404;
      return void response.end('{"message":"no such image"}');
    }
    if (url.includes('fromImage')) return void response.end(images.pull);
    void read(request).then((text) => {
      images.received?.(text);
      response.end('{"status":"sha256:1"}');
    });
  };
}

/** Returns the body of a request, or undefined if the request was aborted. */
const read = async (request: IncomingMessage): Promise<string | undefined> => {
  let text = '';
  try {
    for await (const part of request) text += String(part);
    return request.complete ? text : undefined;
  } catch {
    return undefined;
  }
};

describe('an engine, without the docker command,', () => {
  const answers = /^Docker engine +28\.5\.2 \(arm64\) answers$/m;

  it('is found by a socket in DOCKER_HOST', async () => {
    const socket = join(folder, 'engine.sock');
    await fakeEngine(engine(), socket);
    for (const DOCKER_HOST of [`unix://${socket}`, socket]) {
      const { code, output } = await setup({ DOCKER_HOST });
      expect(output).toMatch(answers);
      expect(output).toMatch(/^base layer +debian:trixie-slim is present$/m);
      expect([code, output]).toEqual([expect.any(Number), output]);
    }
  });

  it('is found over tcp, and its machine is not changed', async () => {
    const port = await fakeEngine(engine());
    for (const DOCKER_HOST of [`tcp://127.0.0.1:${port}`, `127.0.0.1:${port}`]) {
      const { code, output } = await setup({ DOCKER_HOST });
      expect(output).toMatch(answers);
      expect(output).toMatch(/not checked, as the engine is not on this machine/);
      expect(code).toBe(0);
    }
  });

  it('is found over TLS, where each shows the other a certificate', async () => {
    const { cert, key } = selfSigned();
    const secured = { cert, key, ca: cert, requestCert: true, rejectUnauthorized: true };
    const port = await listening(createServer(secured, engine()));
    for (const [name, text] of Object.entries({ ca: cert, cert, key })) write(`certificates/${name}.pem`, text);
    const certificates = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(folder, 'certificates') };
    const { code, output } = await setup({ DOCKER_HOST: `tcp://127.0.0.1:${port}`, ...certificates });
    expect(output).toMatch(answers);
    expect(code).toBe(0);
  });

  it('is found over ssh', async () => {
    const socket = join(folder, 'engine.sock');
    await fakeEngine(engine(), socket);
    fakeSsh({ path: join(folder, 'bin'), write: (name, text, mode) => write(`bin/${name}`, text, mode) }, socket);
    const { code, output } = await setup({ DOCKER_HOST: 'ssh://pi@board' });
    expect(output).toMatch(answers);
    expect(code).toBe(0);
  });

  it.each([
    ['the current context', {}],
    ['DOCKER_CONTEXT', { DOCKER_CONTEXT: 'work' }],
  ])('is found by %s', async (_, env) => {
    const port = await fakeEngine(engine());
    context('work', `tcp://127.0.0.1:${port}`);
    const { code, output } = await setup(env);
    expect(output).toMatch(answers);
    expect(code).toBe(0);
  });
});

/** Writes a docker context and makes it the current one. */
function context(name: string, Host: string): void {
  const id = createHash('sha256').update(name).digest('hex');
  write(`.docker/contexts/meta/${id}/meta.json`, JSON.stringify({ Name: name, Endpoints: { docker: { Host } } }));
  write('.docker/config.json', JSON.stringify({ currentContext: name }));
}

describe('an engine that the user named is never replaced if it does not answer:', () => {
  const refuses = async (env: NodeJS.ProcessEnv, failure: string, next: string) => {
    const { code, output } = await setup(env);
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
    ['tcp://127.0.0.1:9', 'nothing listens there'],
    ['unix:///nowhere/engine.sock', 'there is no such socket'],
    ['tcp://nowhere.invalid:2375', 'the host name is unknown'],
  ])('DOCKER_HOST=%s', (DOCKER_HOST, failure) => refuses({ DOCKER_HOST }, failure, 'correct or unset DOCKER_HOST'));

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
    const socket = join(folder, 'engine.sock');
    await fakeEngine(saysNothing, socket);
    const begun = Date.now();
    await refuses({ DOCKER_HOST: `unix://${socket}` }, 'no answer within 5 s', 'restart it');
    expect(Date.now() - begun).toBeLessThan(30_000);
  });

  it('DOCKER_HOST of an engine that refuses the user', async () => {
    const socket = join(folder, 'engine.sock');
    await fakeEngine(engine(), socket);
    chmodSync(socket, 0o600);
    const { output } = await setup({ DOCKER_HOST: `unix://${socket}` }, { asNobody: true });
    if (process.getuid?.() !== 0) return;
    expect(output).toContain(`${socket} (DOCKER_HOST): permission denied`);
    expect(output).toMatch(/what to do: your account may not use it: sudo usermod --append --groups docker/);
  });
});

describe('an engine that set-up starts without systemd', () => {
  /** A program that ends at once so many times, and then answers as an engine for some seconds. */
  const endingAtFirst = (times: number): Promise<Outcome> => {
    const socket = join(folder, 'engine.sock');
    const serving = write(
      'engine.mjs',
      `import { createServer } from 'node:http';
      createServer((_, response) => response.end('{"Version":"28.5.2","Arch":"arm64"}')).listen('${socket}');
      setTimeout(() => process.exit(), 10_000);`,
    );
    symlinkSync('/bin/sh', (mkdirSync(join(folder, 'bin')), join(folder, 'bin/sh')));
    program('sudo', 'exec "$@"');
    const starts = join(folder, 'starts');
    const count = `echo >> ${starts}; set --; while read -r _; do set -- "$@" x; done < ${starts}`;
    program('engine', `${count}; [ $# -gt ${times} ] || exit 1; exec ${process.execPath} ${serving}`);
    const then =
      `try { console.log((await startProcess('engine', '${join(folder, 'log')}')).version); } ` +
      `catch (error) { console.log(error.message, error.hint); process.exit(1); }`;
    const script = importing('startProcess', 'steps/engine.mjs', then);
    return setup({ DOCKER_HOST: `unix://${socket}` }, { script });
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

describe('the base layer', () => {
  const ensure = (socket: string, architecture = 'arm64') =>
    importing(
      'ensureBaseLayer',
      'steps/base-layer.mjs',
      `try { await ensureBaseLayer({ at: { address: 'unix://${socket}' }, arch: '${architecture}' }); } catch (error) { console.log(error.message); process.exit(1); }`,
    );

  it('is pulled by the engine', async () => {
    const socket = join(folder, 'engine.sock');
    await fakeEngine(engine({ pull: '{"status":"Pulling"}\n{"status":"Done"}\n' }), socket);
    const { code, output } = await setup({}, { script: ensure(socket) });
    expect(output).toMatch(/debian:trixie-slim pulled/);
    expect(code).toBe(0);
  });

  it('is bootstrapped for the architecture of the engine if it cannot be pulled', async () => {
    const socket = join(folder, 'engine.sock');
    let received: string | undefined = '';
    await fakeEngine(engine({ pull: '{"error":"toomanyrequests"}\n', received: (text) => (received = text) }), socket);
    program('mmdebstrap', 'echo "$@"');
    program('arch-test', '');
    const { code, output } = await setup({}, { script: ensure(socket) });
    expect(output).toMatch(/not available from a registry \(toomanyrequests\)/);
    expect(received).toBe('--quiet --variant=minbase --architectures arm64 trixie -\n');
    expect(code).toBe(0);
  });

  it('needs arch-test for another architecture, which mmdebstrap asks whether programs of that run here', async () => {
    const socket = join(folder, 'engine.sock');
    await fakeEngine(engine({ pull: '{"error":"x"}' }), socket);
    program('mmdebstrap', 'echo "$@"');
    program('apt-get', '');
    const { output } = await setup({}, { script: ensure(socket, 'riscv64') });
    expect(output).toMatch(/Debian package arch-test will be installed|arch-test, .* is not installed/);
  });

  it('is not imported if bootstrapping fails halfway', async () => {
    const socket = join(folder, 'engine.sock');
    let received: string | undefined = '';
    await fakeEngine(engine({ pull: '{"error":"x"}', received: (text) => (received = text) }), socket);
    program('arch-test', '');
    program('mmdebstrap', '[ "$1" = --version ] || { echo half; echo "E: no mirror" >&2; exit 1; }');
    const { code, output } = await setup({}, { script: ensure(socket) });
    expect(output).toContain('debian:trixie-slim could not be made: E: no mirror');
    expect(received).toBeUndefined();
    expect(code).toBe(1);
  });
});

describe('handlers for other architectures', () => {
  const wanted = (env: NodeJS.ProcessEnv) =>
    setup(env, {
      script: importing('wantedArchitecture', 'lib/wanted-architecture.mjs', 'console.log(wantedArchitecture());'),
    });

  it.each([
    ['{}', 'arm64'],
    ['{ "root_fs": { "target": "armhf-raspbian" } }', 'armhf'],
    ['{ "root_fs": { "target": "mips" } }', 'mips'],
    ['{ "root_fs": { "target": "mips", "architecture": "mipsel" } }', 'mipsel'],
    ['{ "root_fs": { "target": "../../etc" } }', 'arm64'],
    ['not JSON', 'arm64'],
  ])('are needed for the configured target: %s', async (text, architecture) => {
    expect((await wanted({ HYPRIOTKIT_CONFIGS: write('configs.json', text) })).output).toBe(`${architecture}\n`);
  });

  const FORMATS = {
    arm64: ['7f454c460201010000000000000000000200b700', 'ffffffffffffff00fffffffffffffffffeffffff'],
    armhf: ['7f454c4601010100000000000000000002002800', 'ffffffffffffff00fffffffffffffffffeffffff'],
    mips: [
      '7f454c46010201000000000000000000000200080000000000000000000000000000000000000000',
      'ffffffffffffff00fefffffffffffffffffeffff0000000000000000000000000000000000000020',
    ],
    mipsn32el: [
      '7f454c46010101000000000000000000020008000000000000000000000000000000000020',
      'ffffffffffffff00fefffffffffffffffeffffff0000000000000000000000000000000020',
    ],
  };
  const handler = (format: keyof typeof FORMATS, flags = 'OCF', state = 'enabled') => {
    const [magic, mask] = FORMATS[format];
    return `${state}\ninterpreter /x\nflags: ${flags}\noffset 0\nmagic ${magic}\nmask ${mask}\n`;
  };

  /** Runs the step as an ordinary user, with the given handlers in the kernel. */
  const asOrdinaryUser = (handlers: Record<string, string>, architecture: string) => {
    const binfmt = join(folder, 'binfmt');
    mkdirSync(binfmt, { recursive: true });
    for (const [name, text] of Object.entries(handlers)) write(`binfmt/${name}`, text);
    for (const name of ['register', 'status']) write(`binfmt/${name}`, 'enabled\n');
    const script = importing(
      'ensureForeignBinaries',
      'steps/foreign-binaries.mjs',
      `try { await ensureForeignBinaries({ local: true, arch: 'amd64' }, '${architecture}', '${binfmt}'); } catch (error) { console.log(error.message, error.hint); process.exit(1); }`,
    );
    return setup({}, { script, asNobody: true });
  };

  it('are not required if the build does not need them', async () => {
    const { code, output } = await asOrdinaryUser({ 'qemu-aarch64': handler('arm64') }, 'arm64');
    expect(output).toMatch(
      /the kernel runs those for arm64; but not those for armhf, mips, mipsel, mips64el, which other targets/,
    );
    expect(code).toBe(0);
  });

  it('are required if the build needs them, without the others', async () => {
    const { code, output } = await asOrdinaryUser({ 'qemu-arm': handler('armhf') }, 'arm64');
    expect(output).toMatch(/needs root, and there is no sudo.*needed: qemu-aarch64$/m);
    expect(code).toBe(1);
  });

  it('have any name', async () => {
    const handlers = {
      'qemu-aarch64-static': handler('arm64'),
      another: handler('mips'),
      mipsel: handler('mipsn32el'),
    };
    expect((await asOrdinaryUser(handlers, 'mips')).output).toMatch(
      /the kernel runs those for mips; but not those for armhf, mipsel, mips64el, which/,
    );
  });

  it.each([
    ['is off', { 'qemu-aarch64-static': handler('arm64', 'OCF', 'disabled') }],
    ['containers cannot use', { 'qemu-aarch64-static': handler('arm64', 'OC') }],
    ['may give way to one that containers cannot use', { a: handler('arm64'), b: handler('arm64', 'OC') }],
  ])('do not count if one %s', async (_, handlers) => {
    const { code, output } = await asOrdinaryUser(handlers, 'arm64');
    expect(output).toMatch(/needed: qemu-aarch64$/m);
    expect(code).toBe(1);
  });

  it('are not needed for the architecture of the machine', async () => {
    expect((await asOrdinaryUser({}, 'amd64')).code).toBe(0);
  });
});

describe('npm packages', () => {
  /** Runs the step in a minimal clone. `npm` is the script of an npm that fails. */
  const install = (npm?: string) => {
    for (const name of ['package.json', 'package-lock.json']) write(`clone/${name}`, '{}');
    mkdirSync(join(folder, 'clone/tools'));
    symlinkSync(join(ROOT, 'tools/setup'), join(folder, 'clone/tools/setup'));
    if (npm) program('npm', npm);
    const script = `import { ensureNpmPackages } from '${folder}/clone/tools/setup/steps/npm-packages.mjs';
      try { await ensureNpmPackages(); } catch (error) { console.log(error.message, '-', error.hint); }`;
    const child = spawnSync(process.execPath, ['--preserve-symlinks', '--input-type=module', '--eval', script], {
      encoding: 'utf8',
      env: { PATH: `${join(folder, 'bin')}:/bin:/usr/bin:${folder}`.split(':')[0] },
    });
    return child.stdout + child.stderr;
  };
  const fails = (...lines: string[]) => `${lines.map((line) => `echo "npm error ${line}" >&2`).join('\n')}\nexit 1`;

  it.each([
    [
      'code EACCES',
      'path /home/me/.npm/_cacache',
      'npm cannot write to /home/me/.npm/_cacache: make it writable, or use another folder: npm_config_cache',
    ],
    ['code EROFS', 'path /cache', 'npm cannot write to /cache'],
    ['code ENOSPC', 'syscall write', 'the disk is full'],
    ['code ENOTFOUND', 'errno ENOTFOUND', 'check that the npm registry answers'],
    ['code EINTEGRITY', 'sha512', 'npm cache clean'],
  ])('fail to install with a hint: %s, %s', (code, path, hint) => {
    expect(install(fails(code, path))).toContain(hint);
  });

  it('fail to install if the clone is not writable', () => {
    expect(install(fails('code EACCES', `path ${folder}/clone/node_modules`))).toContain('must be writable for you');
  });

  it('need npm', () => {
    expect(install()).toContain('npm is not installed');
  });
});

it('needs the version of Node.js that package.json names', async () => {
  const check = (version: string) =>
    setup(
      {},
      {
        script: importing(
          'ensureNode',
          'steps/node.mjs',
          `try { ensureNode('${version}'); } catch (error) { console.log(error.message); }`,
        ),
      },
    );
  expect((await check('18.20.4')).output).toMatch(/this is Node\.js 18\.20\.4, but 20\.19 or newer is needed/);
  expect((await check('20.9.0')).output).toMatch(/is needed/);
  expect((await check('20.19.0')).output).toBe('');
  expect((await check('24.1.0')).output).toBe('');
});

it('uses only modules of Node.js', () => {
  const { stdout } = spawnSync('git', ['grep', '-hoE', "from '[^']+'", '--', 'tools/setup/*.mjs'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(
    stdout
      .trim()
      .split('\n')
      .filter((line) => !/from '(node:|\.)/.test(line)),
  ).toEqual([]);
});
