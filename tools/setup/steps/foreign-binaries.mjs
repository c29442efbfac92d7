import { existsSync } from 'node:fs';
import { allowChange, hasSystemd, installPackages, isDebianLike, isUnasked, runAsRoot } from '../lib/machine.mjs';
import { handlersFor } from '../lib/handlers.mjs';
import { SetupError, report } from '../lib/report.mjs';
import { wantedArchitecture } from '../lib/wanted-architecture.mjs';

const STEP = 'foreign binaries';
const BINFMT = '/proc/sys/fs/binfmt_misc';

/** Debian's handlers by the architecture of the engine and that of the programs. */
const HANDLERS = {
  amd64: {
    arm64: 'qemu-aarch64',
    armhf: 'qemu-arm',
    mips: 'qemu-mips',
    mipsel: 'qemu-mipsel',
    mips64el: 'qemu-mips64el',
  },
  arm64: {
    armhf: 'qemu-arm',
    i386: 'qemu-i386',
    amd64: 'qemu-x86_64',
    mips: 'qemu-mips',
    mipsel: 'qemu-mipsel',
    mips64el: 'qemu-mips64el',
  },
};

/**
 * Ensures that the kernel runs binaries for other architectures in containers. This needs binfmt_misc and handlers with
 * flag F. With this flag, the kernel opens the interpreter once, so that containers need no file of qemu. Handlers count
 * whatever their names are. Only the one for the configured root_fs is required. The handlers for other targets and for the
 * tests are added at the same time, or if no permission is needed.
 * @param {import('../lib/find-engine.mjs').Engine} engine
 */
export async function ensureForeignBinaries(engine, wanted = wantedArchitecture(), binfmt = BINFMT) {
  if (!engine.local) return report(STEP, 'not checked, as the engine is not on this machine');
  const handlers = HANDLERS[engine.arch] ?? {};
  const missing = () => Object.keys(handlers).filter((architecture) => !runs(architecture, binfmt));
  const names = (architectures) => architectures.map((architecture) => handlers[architecture]).join(', ');
  const isNeeded = missing().includes(wanted);
  if (missing().length === 0) return report(STEP, 'the kernel runs them');
  if (!isNeeded && !isUnasked) return report(STEP, `the kernel runs those for ${wanted}; ${without(missing())}`);

  const byHand = 'mount binfmt_misc and register the handlers of qemu-user-static with flag F';
  const demanded = isNeeded ? [wanted] : missing();
  await allowChange(
    STEP,
    `binfmt_misc handlers will be registered (${names(missing())})`,
    `${byHand}; needed: ${names(demanded)}`,
  );
  if (!existsSync(`${BINFMT}/register`)) await mount();
  if (missing().some((architecture) => !existsSync(definition(handlers[architecture])))) {
    if (!isDebianLike()) throw new SetupError('qemu-user-static is not installed', byHand);
    await installPackages(STEP, ['qemu-user-static']);
  }
  for (const architecture of missing()) await register(architecture, handlers[architecture]);
  const refused = missing().filter((architecture) => demanded.includes(architecture));
  if (refused.length > 0) throw new SetupError(`the kernel did not accept ${names(refused)}`, byHand);
  report(STEP, 'the kernel runs them now');
}

const without = (missing) =>
  `but not those for ${missing.join(', ')}, which other targets of root_fs need (as root: npm run setup)`;

/** The kernel takes any of several handlers. */
function runs(architecture, binfmt) {
  const enabled = handlersFor(architecture, binfmt).filter(({ isEnabled }) => isEnabled);
  return enabled.length > 0 && enabled.every(({ isForContainers }) => isForContainers);
}

/** The file in Debian's qemu package with a handler's magic and mask. */
const definition = (handler) => `/usr/lib/binfmt.d/${handler}.conf`;

async function mount() {
  if (hasSystemd()) await runAsRoot('modprobe', ['binfmt_misc']);
  const { code, stderr } = await runAsRoot('mount', ['-t', 'binfmt_misc', 'binfmt_misc', BINFMT]);
  if (code !== 0 && !existsSync(`${BINFMT}/register`)) {
    throw new SetupError(`binfmt_misc cannot be mounted: ${stderr}`, 'the kernel needs CONFIG_BINFMT_MISC');
  }
}

async function register(architecture, handler) {
  // Handlers without flag F work only on the host.
  for (const { name, isEnabled, isForContainers } of handlersFor(architecture, BINFMT)) {
    if (!isEnabled || !isForContainers) await runAsRoot('sh', ['-c', `echo -1 > ${BINFMT}/${name}`]);
  }
  await runAsRoot('sh', ['-c', `cat ${definition(handler)} > ${BINFMT}/register`]);
}
