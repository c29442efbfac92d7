import { Interrupted, Masker } from '@hypriotkit/core';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../connection/connect';
import { dockerOf, type Engine } from '../connection/engine';
import { ContainerStartFailed, EngineRequestFailed, ImageNotFound } from '../errors';
import { collectedLog } from '../testing/collected-log';
import { marker, realEngine, socketOf } from '../testing/real-engine';
import { unreliablePath } from '../testing/unreliable-path';
import { removeVolume } from '../volumes/volumes';
import type { ContainerSpec, HostAccess } from './container-spec';
import { runContainer } from './run-container';
import { withContainer } from './with-container';

const mark = marker('containers');
const { shell } = mark;
let engine: Engine;

beforeAll(async () => {
  engine = await realEngine();
});

afterEach(async () => {
  expect(await mark.left(engine)).toEqual([]);
});

/** What the container writes, line by line, and its exit code. What it writes to stderr is last: Docker does not keep the order of the two. */
async function outputOf(script: string, more: Partial<ContainerSpec> = {}): Promise<string[]> {
  const output = { stdout: [] as string[], stderr: [] as string[] };
  const onLine = (stream: 'stdout' | 'stderr', line: string) => void output[stream].push(`${stream}: ${line}`);
  const { exitCode } = await runContainer(engine, shell(script, { onLine, ...more }));
  return [...output.stdout, ...output.stderr, `exit: ${exitCode}`];
}

describe('runContainer', () => {
  it('gives output line by line, and the exit code', async () => {
    expect(await outputOf('echo one; echo two >&2; printf three; exit 7')).toEqual([
      'stdout: one',
      'stdout: three',
      'stderr: two',
      'exit: 7',
    ]);
  });

  it('loses no line of a command that ends at once', async () => {
    for (let round = 0; round < 5; round += 1) expect(await outputOf('echo here')).toEqual(['stdout: here', 'exit: 0']);
  });

  it('loses and mixes up nothing of much output, however slowly it is read', async () => {
    const count = 50_000;
    let expected = 1;
    const onLine = async (_stream: string, line: string) => {
      expect(line).toBe(`${expected} Größe ☠`);
      if (expected % 10_000 === 0) await sleep(200);
      expected += 1;
    };
    const script = `seq -f '%.0f Größe ☠' ${count}`;
    expect(await runContainer(engine, shell(script, { onLine }))).toEqual({ exitCode: 0, outOfMemory: false });
    expect(expected).toBe(count + 1);
  });

  it('lets a slow reader slow the container down', async () => {
    let read = 0;
    let readWhenWritten = Infinity;
    // 64 MB is far more than any buffer on the way holds. The container writes to stderr when it has written all of it.
    await runContainer(
      engine,
      shell('head -c 64M /dev/zero | tr "\\0" x | fold -w 1023; echo written >&2', {
        onLine: async (stream) => {
          if (stream === 'stderr') readWhenWritten = read;
          read += 1;
          if (read === 100) await sleep(1500);
        },
      }),
    );
    expect(readWhenWritten).toBeGreaterThan(40_000);
  });

  it('passes on the environment', async () => {
    const env = { GREETING: 'ahoy = there' };
    expect(await outputOf('echo "$GREETING"', { env })).toEqual(['stdout: ahoy = there', 'exit: 0']);
  });

  it("has Docker's default capabilities: none that mounts, loads modules or reaches devices", async () => {
    expect(await outputOf('grep CapEff /proc/self/status | cut -f 2')).toEqual(['stdout: 00000000a80425fb', 'exit: 0']);
  });

  describe('with limits', () => {
    const status = (name: string) => `grep ${name}: /proc/self/status | cut -f 2`;
    const limited = (...capabilities: string[]) => ({ access: { limited: true, capabilities } });

    it('has the capabilities that are named, and can get no others', async () => {
      // CHOWN is capability 0, SETGID is 6, and SETUID is 7.
      for (const name of ['CapEff', 'CapBnd', 'CapPrm']) {
        expect(await outputOf(status(name), limited())).toEqual(['stdout: 0000000000000000', 'exit: 0']);
        expect(await outputOf(status(name), limited('CHOWN', 'SETGID', 'SETUID'))).toEqual([
          'stdout: 00000000000000c1',
          'exit: 0',
        ]);
      }
    });

    it('gains nothing by a setuid program, which it does without limits', async () => {
      const script = 'cp /usr/bin/id /tmp/id && chmod u+s /tmp/id && setpriv --reuid=1 /tmp/id -u';
      expect(await outputOf(script)).toEqual(['stdout: 0', 'exit: 0']);
      expect(await outputOf(script, limited('SETUID'))).toEqual(['stdout: 1', 'exit: 0']);
    });

    it('may do the rest as root: read what is its own, and write it', async () => {
      const script = 'umask 077; mkdir /made; echo kept > /made/file; cat /made/file; chown 1 /made/file';
      expect(await outputOf(script, limited())).toEqual([
        'stdout: kept',
        "stderr: chown: changing ownership of '/made/file': Operation not permitted",
        'exit: 1',
      ]);
    });

    it('has no network, and no proxies, if it is told so', async () => {
      const script = 'tail -n +2 /proc/net/route | wc -l; echo "${http_proxy-none}"';
      const proxied = await connect({ env: { ...process.env, http_proxy: 'http://davy:locker@proxy.test:3128' } });
      const said = async (access: HostAccess) => {
        const lines: string[] = [];
        await runContainer(
          proxied,
          shell(script, { access, masker: new Masker(), onLine: (_, line) => void lines.push(line) }),
        );
        return lines;
      };
      expect(await said({ limited: true, offline: true })).toEqual(['0', 'none']);
      expect(await said({ limited: true })).toEqual([
        expect.stringMatching(/^[1-9]/),
        expect.stringContaining('proxy.test'),
      ]);
    });
  });

  it('is asked for with what a builder of somebody else needs of the host, and nothing else', async () => {
    const asked = async (access: HostAccess) =>
      withContainer(engine, shell('true', { access }), async ({ id }) => {
        const { HostConfig: given } = await dockerOf(engine).getContainer(id).inspect();
        // Engines express "none" in two ways.
        return {
          ...given,
          Binds: given.Binds ?? [],
          CapAdd: given.CapAdd ?? [],
          Devices: (given.Devices ?? []) as object[],
        };
      });
    expect(await asked({ privileged: true, folders: ['/boot', '/lib/modules'] })).toMatchObject({
      Privileged: true,
      Binds: ['/boot:/boot:ro', '/lib/modules:/lib/modules:ro'],
    });
    const some = { capabilities: ['SYS_ADMIN'], unconfined: true, devices: ['/dev/loop-control'] };
    expect(await asked(some)).toMatchObject({
      Privileged: false,
      Binds: [],
      CapAdd: [expect.stringMatching(/SYS_ADMIN$/)],
      SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
      Devices: [{ PathOnHost: '/dev/loop-control' }],
    });
    expect(await asked({})).toMatchObject({ Privileged: false, Binds: [], CapAdd: [], Devices: [] });
  });

  it('keeps what is in a named volume', async () => {
    const name = `hypriotkit-test-${process.pid}`;
    try {
      await outputOf('echo kept > /cache/file', { volumes: { [name]: '/cache' } });
      expect(await outputOf('cat /cache/file', { volumes: { [name]: '/cache' } })).toEqual(['stdout: kept', 'exit: 0']);
    } finally {
      expect(await removeVolume(engine, name)).toBe(true);
    }
  });

  it('mounts a path of the host where it was named as one, and makes none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-test-mount-'));
    try {
      await outputOf('echo mapped > /out/file', { hostPaths: { [folder]: '/out' } });
      expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('mapped\n');
      const missing = outputOf('true', { hostPaths: { [join(folder, 'missing')]: '/out' } });
      await expect(missing).rejects.toMatchObject({ code: 'HK_ENGINE_REQUEST_FAILED' });
      expect(existsSync(join(folder, 'missing'))).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses to mount a path of the host for a volume', async () => {
    await expect(outputOf('true', { volumes: { '/etc': '/cache' } })).rejects.toThrow('not the name of a volume');
  });

  it('says so if the image is missing', async () => {
    const missing = runContainer(engine, { image: 'hypriotkit/no-such-image', labels: mark.labels });
    await expect(missing).rejects.toThrow(ImageNotFound);
  });

  it('says so if the command cannot be started', async () => {
    const starting = runContainer(engine, { ...shell(''), command: ['/no/such/program'] });
    await expect(starting).rejects.toThrow(ContainerStartFailed);
  });
});

describe('withContainer', () => {
  it('removes a running container when its user fails', async () => {
    const failing = withContainer(engine, shell('sleep 600'), async (container) => {
      await container.start();
      throw new RangeError('of the user');
    });
    await expect(failing).rejects.toThrow(RangeError);
  });

  it('ends when a line cannot be dealt with', async () => {
    const onLine = () => {
      throw new RangeError('of the reader');
    };
    await expect(runContainer(engine, shell('echo line; sleep 600', { onLine }))).rejects.toThrow('of the reader');
  });

  it('kills and removes at once when interrupted', async () => {
    const control = new AbortController();
    const onLine = () => void setImmediate(() => control.abort());
    const started = Date.now();
    // A shell that ignores SIGTERM and SIGINT.
    const running = runContainer(
      engine,
      shell('trap "" TERM INT; echo ready; sleep 600; sleep 600', { onLine, signal: control.signal }),
    );
    await expect(running).rejects.toThrow(Interrupted);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('lets a container end by itself when its spec gives it the time, and kills it after that', async () => {
    const name = `hypriotkit-test-stop-${process.pid}`;
    const stopped = async (onTerm: string, stopSeconds: number) => {
      const control = new AbortController();
      const onLine = () => void setImmediate(() => control.abort());
      const script = `trap '${onTerm}' TERM; echo ready; for i in $(seq 600); do sleep 0.1; done`;
      const more = { onLine, signal: control.signal, stopSeconds, volumes: { [name]: '/said' } };
      await expect(runContainer(engine, shell(script, more))).rejects.toThrow(Interrupted);
    };
    try {
      await stopped('echo goodbye > /said/word; exit 143', 10);
      expect(await outputOf('cat /said/word', { volumes: { [name]: '/said' } })).toEqual([
        'stdout: goodbye',
        'exit: 0',
      ]);
      const started = Date.now();
      await stopped('echo not yet', 1);
      expect(Date.now() - started).toBeLessThan(15_000);
    } finally {
      await removeVolume(engine, name);
    }
  });

  it('leaves nothing when interrupted while it is being made', async () => {
    const control = new AbortController();
    const running = runContainer(engine, shell('sleep 600', { signal: control.signal }));
    setTimeout(() => control.abort(), 5);
    await expect(running).rejects.toThrow(Interrupted);
  });

  it('does not begin when interrupted before', async () => {
    await expect(runContainer(engine, shell('true', { signal: AbortSignal.abort() }))).rejects.toThrow(Interrupted);
  });

  it('lets its user clean up after an interruption, but not for ever', async () => {
    let cleaned = false;
    const used = withContainer(engine, shell('sleep 600', { signal: AbortSignal.timeout(200) }), async () => {
      await sleep(1000);
      cleaned = true;
    });
    await expect(used).rejects.toThrow(Interrupted);
    expect(cleaned).toBe(true);
    const stuck = withContainer(
      engine,
      shell('true', { signal: AbortSignal.timeout(50) }),
      () => new Promise(() => undefined),
    );
    await expect(stuck).rejects.toThrow(Interrupted);
  });

  it('notices that the connection broke while a silent container runs', async () => {
    const path = await unreliablePath(socketOf(engine));
    const far = await connect({ host: path.address });
    const log = collectedLog();
    const onLine = () => void setTimeout(() => path.cut(), 100);
    await expect(runContainer(far, shell('echo ready; sleep 600', { onLine, log }))).rejects.toThrow(
      EngineRequestFailed,
    );
    expect(log.warnings).toEqual([]);
  });
});
