import { join } from 'node:path';
import { fakeEngine } from '../../libs/engine/src/testing/fake-engine';
import { BareMachine, engine, importing } from './testing/bare-machine';

let machine: BareMachine;
beforeEach(() => (machine = new BareMachine()));
afterEach(() => machine.remove());

describe('the base layer', () => {
  const ensure = (socket: string, architecture = 'arm64') =>
    importing(
      'ensureBaseLayer',
      'steps/base-layer.mjs',
      `try { await ensureBaseLayer({ at: { address: 'unix://${socket}' }, arch: '${architecture}' }); } catch (error) { console.log(error.message); process.exit(1); }`,
    );

  it('is pulled by the engine', async () => {
    const socket = join(machine.folder, 'engine.sock');
    await fakeEngine(engine({ pull: '{"status":"Pulling"}\n{"status":"Done"}\n' }), socket);
    const { code, output } = await machine.setup({}, { script: ensure(socket) });
    expect(output).toMatch(/debian:trixie-slim pulled/);
    expect(code).toBe(0);
  });

  it('is bootstrapped for the architecture of the engine if it cannot be pulled', async () => {
    const socket = join(machine.folder, 'engine.sock');
    let received: string | undefined = '';
    await fakeEngine(engine({ pull: '{"error":"toomanyrequests"}\n', received: (text) => (received = text) }), socket);
    machine.program('mmdebstrap', 'echo "$@"');
    machine.program('arch-test', '');
    const { code, output } = await machine.setup({}, { script: ensure(socket) });
    expect(output).toMatch(/not available from a registry \(toomanyrequests\)/);
    expect(received).toBe('--quiet --variant=minbase --architectures arm64 trixie -\n');
    expect(code).toBe(0);
  });

  it('needs arch-test for another architecture, which mmdebstrap asks whether programs of that run here', async () => {
    const socket = join(machine.folder, 'engine.sock');
    await fakeEngine(engine({ pull: '{"error":"x"}' }), socket);
    machine.program('mmdebstrap', 'echo "$@"');
    machine.program('apt-get', '');
    const { output } = await machine.setup({}, { script: ensure(socket, 'riscv64') });
    expect(output).toMatch(/Debian package arch-test will be installed|arch-test, .* is not installed/);
  });

  it('is not imported if bootstrapping fails halfway', async () => {
    const socket = join(machine.folder, 'engine.sock');
    let received: string | undefined = '';
    await fakeEngine(engine({ pull: '{"error":"x"}', received: (text) => (received = text) }), socket);
    machine.program('arch-test', '');
    machine.program('mmdebstrap', '[ "$1" = --version ] || { echo half; echo "E: no mirror" >&2; exit 1; }');
    const { code, output } = await machine.setup({}, { script: ensure(socket) });
    expect(output).toContain('debian:trixie-slim could not be made: E: no mirror');
    expect(received).toBeUndefined();
    expect(code).toBe(1);
  });
});
