import { existsSync, readFileSync } from 'node:fs';
import { allowChange, hasSystemd, installPackages, isDebianLike, runAsRoot } from '../lib/machine.mjs';
import { SetupError, report } from '../lib/report.mjs';

const STEP = 'foreign binaries';
const BINFMT = '/proc/sys/fs/binfmt_misc';

/** Handlers that the targets of root_fs need, by the architecture of the engine's machine. */
const HANDLERS = {
  amd64: ['qemu-aarch64', 'qemu-arm', 'qemu-mips', 'qemu-mipsel', 'qemu-mips64el'],
  arm64: ['qemu-arm', 'qemu-i386', 'qemu-x86_64', 'qemu-mips', 'qemu-mipsel', 'qemu-mips64el'],
};

/**
 * Makes sure that the kernel runs binaries of other processors in containers: binfmt_misc mounted, and a handler with flag F, which the
 * kernel opens once, so that no container needs a file of qemu.
 * @param {{ local: boolean, arch: string }} engine
 */
export async function ensureForeignBinaries(engine) {
  if (!engine.local) return report(STEP, 'the engine is not on this machine; its own set-up is left alone');
  const missing = () => (HANDLERS[engine.arch] ?? []).filter((handler) => !isRegistered(handler));
  if (missing().length === 0) return report(STEP, 'the kernel runs them');

  const byHand = 'mount binfmt_misc and register the handlers of qemu-user-static with flag F';
  await allowChange(STEP, `binfmt_misc handlers will be registered (${missing().join(', ')})`, byHand);
  if (!existsSync(`${BINFMT}/register`)) await mount();
  if (missing().some((handler) => !existsSync(definition(handler)))) {
    if (!isDebianLike()) throw new SetupError('qemu-user-static is not installed', byHand);
    await installPackages(STEP, ['qemu-user-static']);
  }
  for (const handler of missing()) await register(handler);
  if (missing().length > 0) throw new SetupError(`the kernel did not take ${missing().join(', ')}`, byHand);
  report(STEP, 'the kernel runs them now');
}

function isRegistered(handler) {
  const file = `${BINFMT}/${handler}`;
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  return text.startsWith('enabled') && /^flags: \w*F/m.test(text);
}

/** Where Debian's package of qemu keeps a handler's magic and mask. */
const definition = (handler) => `/usr/lib/binfmt.d/${handler}.conf`;

async function mount() {
  if (hasSystemd()) await runAsRoot('modprobe', ['binfmt_misc']);
  const { code, stderr } = await runAsRoot('mount', ['-t', 'binfmt_misc', 'binfmt_misc', BINFMT]);
  if (code !== 0 && !existsSync(`${BINFMT}/register`)) {
    throw new SetupError(`binfmt_misc cannot be mounted: ${stderr}`, 'the kernel needs CONFIG_BINFMT_MISC');
  }
}

async function register(handler) {
  // One that is there without flag F serves the host only.
  if (existsSync(`${BINFMT}/${handler}`)) await runAsRoot('sh', ['-c', `echo -1 > ${BINFMT}/${handler}`]);
  await runAsRoot('sh', ['-c', `cat ${definition(handler)} > ${BINFMT}/register`]);
}
