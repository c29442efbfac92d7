import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BareMachine, importing } from './testing/bare-machine';

let machine: BareMachine;
beforeEach(() => (machine = new BareMachine()));
afterEach(() => machine.remove());

describe('handlers for other architectures', () => {
  const wanted = (env: NodeJS.ProcessEnv) =>
    machine.setup(env, {
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
    expect((await wanted({ HYPRIOTKIT_CONFIGS: machine.write('configs.json', text) })).output).toBe(
      `${architecture}\n`,
    );
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
    const binfmt = join(machine.folder, 'binfmt');
    mkdirSync(binfmt, { recursive: true });
    for (const [name, text] of Object.entries(handlers)) machine.write(`binfmt/${name}`, text);
    for (const name of ['register', 'status']) machine.write(`binfmt/${name}`, 'enabled\n');
    const script = importing(
      'ensureForeignBinaries',
      'steps/foreign-binaries.mjs',
      `try { await ensureForeignBinaries({ local: true, arch: 'amd64' }, '${architecture}', '${binfmt}'); } catch (error) { console.log(error.message, error.hint); process.exit(1); }`,
    );
    return machine.setup({}, { script, asNobody: true });
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
