import type { RequestListener } from 'node:http';
import { Interrupted } from '@hypriotkit/core';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { EngineUnreachable } from '../errors';
import { selfSigned } from '../testing/certificate';
import { answersPing, fakeEngine, listening, saysNothing } from '../testing/fake-engine';
import { fakeSsh } from '../testing/fake-ssh';
import { temporaryFolder } from '../testing/temporary-folder';
import { connect } from './connect';

const home = temporaryFolder();
const runtime = temporaryFolder();
const quick = { home: home.path, platform: 'linux' as const, pingMilliseconds: 20_000 };
// The machine that runs the tests may have an engine at the usual place, so each test names its own.
const nowhere = { ...quick, env: { DOCKER_HOST: `unix://${home.path}/nowhere.sock` } };

async function failureOf(connecting: Promise<unknown>): Promise<EngineUnreachable> {
  const error: unknown = await connecting.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EngineUnreachable);
  return error as EngineUnreachable;
}

describe('connect', () => {
  it('finds the engine that the option names', async () => {
    const socket = join(runtime.path, 'option.sock');
    await fakeEngine(answersPing, socket);
    const engine = await connect({ ...nowhere, host: `unix://${socket}` });
    expect(engine).toEqual({ address: `unix://${socket}`, foundBy: 'the option engine', passedOver: [] });
  });

  it('takes HYPRIOTKIT_ENGINE before DOCKER_HOST, and the option before both', async () => {
    const sockets = ['variable', 'other'].map((name) => join(runtime.path, `${name}.sock`)) as [string, string];
    for (const socket of sockets) await fakeEngine(answersPing, socket);
    const env = { ...nowhere.env, HYPRIOTKIT_ENGINE: `unix://${sockets[0]}` };
    expect(await connect({ ...nowhere, env })).toMatchObject({
      address: `unix://${sockets[0]}`,
      foundBy: 'HYPRIOTKIT_ENGINE',
    });
    expect(await connect({ ...nowhere, env, host: sockets[1] })).toMatchObject({ foundBy: 'the option engine' });
    const error = await failureOf(connect({ ...nowhere, env: { ...env, HYPRIOTKIT_ENGINE: 'unix:///nowhere' } }));
    expect(error.attempts).toHaveLength(1);
  });

  it.each(['gopher://x', 'tcp://', ' ', 'ssh://pi:locker@build', 'davy:locker@build', 'unix://docker.sock'])(
    'refuses "%s" as the name of an engine, and shows no password',
    async (address) => {
      const invalid = expect.objectContaining({
        code: 'HK_ENGINE_ADDRESS_INVALID',
        message: expect.not.stringContaining('locker') as string,
      }) as Error;
      await expect(connect({ ...nowhere, host: address })).rejects.toEqual(invalid);
      await expect(connect({ ...nowhere, env: { HYPRIOTKIT_ENGINE: address } })).rejects.toEqual(invalid);
    },
  );

  it('takes an empty option for no address, and an empty variable for none at all', async () => {
    await expect(connect({ ...nowhere, host: '' })).rejects.toMatchObject({ code: 'HK_ENGINE_ADDRESS_INVALID' });
    const error = await failureOf(connect({ ...nowhere, env: { ...nowhere.env, HYPRIOTKIT_ENGINE: '' } }));
    expect(error.attempts).toMatchObject([{ foundBy: 'DOCKER_HOST' }]);
  });

  it('is not led astray by the DOCKER_HOST of its own process', async () => {
    const socket = join(runtime.path, 'astray.sock');
    await fakeEngine(answersPing, socket);
    const before = process.env.DOCKER_HOST;
    process.env.DOCKER_HOST = 'tcp://127.0.0.1:1';
    try {
      await connect({ ...quick, env: {}, host: `unix://${socket}` });
      expect(process.env.DOCKER_HOST).toBe('tcp://127.0.0.1:1');
    } finally {
      if (before === undefined) delete process.env.DOCKER_HOST;
      else process.env.DOCKER_HOST = before;
    }
  });

  it('finds an engine by DOCKER_HOST over tcp', async () => {
    const port = await fakeEngine(answersPing);
    const engine = await connect({ ...quick, env: { DOCKER_HOST: `tcp://127.0.0.1:${port}` } });
    expect(engine.foundBy).toBe('DOCKER_HOST');
  });

  it('does not go on to other engines if the one named on purpose does not answer', async () => {
    const error = await failureOf(connect(nowhere));
    expect(error.code).toBe('HK_ENGINE_UNREACHABLE');
    expect(error.attempts).toMatchObject([{ foundBy: 'DOCKER_HOST', failure: 'no such socket' }]);
    expect(error.hint).toContain('DOCKER_HOST names this engine');
  });

  it('passes over a current context that does not answer, and says so', async () => {
    home.write('.docker/config.json', '{"currentContext":"gone"}');
    const socket = join(runtime.path, 'docker.sock');
    await fakeEngine(answersPing, socket);
    const engine = await connect({ ...quick, env: { XDG_RUNTIME_DIR: runtime.path } });
    expect(engine.passedOver[0]).toMatchObject({ foundBy: 'docker context gone' });
  });

  it('gives up on an engine that takes a request and says nothing', async () => {
    const port = await fakeEngine(saysNothing);
    const env = { DOCKER_HOST: `tcp://127.0.0.1:${port}` };
    const error = await failureOf(connect({ ...quick, env, pingMilliseconds: 300 }));
    expect(error.message).toContain('no answer within 0.3 s');
  });

  it('gives up on an engine that breaks off its answer', async () => {
    const port = await fakeEngine((_request, response) => {
      response.writeHead(200, { 'Content-Length': '2' });
      response.write('O', () => response.destroy());
    });
    const error = await failureOf(connect({ ...quick, env: { DOCKER_HOST: `tcp://127.0.0.1:${port}` } }));
    expect(error.attempts).toMatchObject([{ failure: 'aborted' }]);
  });

  it.each<[string, RequestListener]>([
    ['a page', (_request, response) => void response.end('<html>')],
    ['OK, whatever is asked', (_request, response) => void response.end('OK')],
    ['a redirection', (_request, response) => void response.writeHead(302, { Location: 'https://login.test/' }).end()],
    ['one to no address', (_request, response) => void response.writeHead(302, { Location: 'unix:///x' }).end()],
  ])('tells an engine from another server, which answers with %s', async (_, listener) => {
    const port = await fakeEngine(listener);
    const error = await failureOf(connect({ ...quick, env: { DOCKER_HOST: `tcp://127.0.0.1:${port}` } }));
    expect(error.message).toContain('it is not a Docker engine');
  });

  it('refuses an address that makes no sense', async () => {
    const connecting = connect({ ...quick, env: { DOCKER_HOST: 'gopher://engine' } });
    await expect(connecting).rejects.toMatchObject({
      code: 'HK_ENGINE_ADDRESS_INVALID',
      message: expect.stringContaining('DOCKER_HOST is "gopher://engine": gopher:// is not supported') as string,
    });
  });

  it('is interrupted by its signal', async () => {
    const port = await fakeEngine(saysNothing);
    const env = { DOCKER_HOST: `tcp://127.0.0.1:${port}` };
    const connecting = connect({ ...quick, env, pingMilliseconds: 60_000, signal: AbortSignal.timeout(50) });
    await expect(connecting).rejects.toThrow(Interrupted);
  });
});

describe('connect over TLS', () => {
  const certificates = temporaryFolder();
  const { cert, key } = selfSigned();
  let port = 0;

  beforeAll(async () => {
    certificates.write('ca.pem', cert);
    certificates.write('cert.pem', cert);
    certificates.write('key.pem', key);
    port = await listening(
      createServer({ cert, key, ca: cert, requestCert: true, rejectUnauthorized: true }, answersPing),
    );
  });

  const env = (more: NodeJS.ProcessEnv) => ({ DOCKER_HOST: `tcp://127.0.0.1:${port}`, ...more });

  it('shows its certificate and verifies that of the engine', async () => {
    await connect({ ...quick, env: env({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates.path }) });
  });

  it('refuses an engine that it cannot verify', async () => {
    const others = temporaryFolderWith(selfSigned());
    const error = await failureOf(
      connect({ ...quick, env: env({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: others }) }),
    );
    expect(error.message).toMatch(/self-signed certificate/);
  });

  it('does not verify where DOCKER_TLS alone is set', async () => {
    await connect({ ...quick, env: env({ DOCKER_TLS: '1', DOCKER_CERT_PATH: certificates.path }) });
  });

  function temporaryFolderWith(pair: { cert: string; key: string }): string {
    home.write('others/ca.pem', pair.cert);
    home.write('others/cert.pem', pair.cert);
    home.write('others/key.pem', pair.key);
    return join(home.path, 'others');
  }
});

describe('connect over ssh', () => {
  const bin = temporaryFolder();
  const socket = join(bin.path, 'remote.sock');
  const env = { DOCKER_HOST: 'ssh://pi@build', PATH: `${bin.path}:${process.env.PATH}` };

  it('speaks through the ssh program', async () => {
    await fakeEngine(answersPing, socket);
    fakeSsh(bin, socket);
    expect(await connect({ ...quick, env })).toMatchObject({ address: 'ssh://pi@build' });
    expect(readFileSync(join(bin.path, 'arguments'), 'utf8')).toMatch(/-l pi -- build docker system dial-stdio$/);
  });

  it('says why ssh failed', async () => {
    bin.write('ssh', '#!/bin/sh\necho "pi@build: Permission denied (publickey)." >&2\nexit 255\n', 0o755);
    const error = await failureOf(connect({ ...quick, env }));
    expect(error.message).toContain('Permission denied (publickey)');
  });

  it('says so if there is no ssh', async () => {
    const error = await failureOf(connect({ ...quick, env: { ...env, PATH: home.path } }));
    expect(error.message).toContain('cannot run ssh');
  });
});
