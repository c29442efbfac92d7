import { Readable } from 'node:stream';
import { outputOf, run } from '../lib/commands.mjs';
import { ask } from '../lib/engine-api.mjs';
import { allowChange, installPackages, isDebianLike } from '../lib/machine.mjs';
import { SetupError, report } from '../lib/report.mjs';

const STEP = 'base layer';
const SUITE = 'trixie';
const NAME = 'debian';
const TAG = `${SUITE}-slim`;
const IMAGE = `${NAME}:${TAG}`;
/** Longer than the pauses of a slow registry or mirror. */
const SILENCE_SECONDS = 300;
/** mmdebstrap says nothing before it is done. For another architecture, that takes minutes, and on a busy machine many. */
const BOOTSTRAP_SECONDS = 3600;
/** Go's names of architectures that differ from Node.js's. */
const GO_NAMES = { x64: 'amd64', ia32: '386' };
/** Debian's names of architectures that differ from Go's. */
const DEBIAN_NAMES = { 386: 'i386', arm: 'armhf', mips64le: 'mips64el', ppc64le: 'ppc64el' };

/**
 * Ensures that the engine has the image that base_image starts from. It is pulled if a registry answers. Otherwise, it is
 * bootstrapped by mmdebstrap from this machine's Debian mirror.
 * @param {import('../lib/find-engine.mjs').Engine} engine
 */
export async function ensureBaseLayer(engine) {
  if (await isThere(engine)) return report(STEP, `${IMAGE} is present`);

  report(STEP, `pulling ${IMAGE} ...`);
  const failure = await pull(engine);
  if (failure === undefined) return report(STEP, `${IMAGE} pulled`);

  report(STEP, `not available from a registry (${failure}); bootstrapping it from the Debian mirror ...`);
  await ensureMmdebstrap(engine);
  await bootstrap(engine);
  report(STEP, `${IMAGE} bootstrapped`);
}

async function isThere({ at }) {
  const { status, text } = await answered(ask(at, `/images/${IMAGE}/json`));
  if (status === 200 || status === 404) return status === 200;
  throw new SetupError(`the engine does not say whether it has ${IMAGE}: ${messageOf(text)}`, 'check its log');
}

/** Returns what went wrong, or undefined. */
async function pull({ at }) {
  const options = { method: 'POST', silenceSeconds: SILENCE_SECONDS };
  const { status, text } = await answered(ask(at, `/images/create?fromImage=${NAME}&tag=${TAG}`, options));
  return status === 200 ? errorIn(text) : messageOf(text);
}

/** @param {import('../lib/find-engine.mjs').Engine} engine */
async function bootstrap({ at, arch }) {
  const architecture = DEBIAN_NAMES[arch] ?? arch;
  const args = ['--quiet', '--variant=minbase', ...(architecture ? ['--architectures', architecture] : []), SUITE, '-'];
  const body = Readable.from(outputOf('mmdebstrap', args));
  const options = { method: 'POST', body, silenceSeconds: BOOTSTRAP_SECONDS };
  const failure = await ask(at, `/images/create?fromSrc=-&repo=${NAME}&tag=${TAG}`, options).then(
    ({ status, text }) => (status === 200 ? errorIn(text) : messageOf(text)),
    (error) => error.message,
  );
  if (failure === undefined) return;
  throw new SetupError(
    `${IMAGE} could not be made: ${failure}`,
    'check that the Debian mirror answers and that the disk is not full (df -h), then run this again',
  );
}

/** For another architecture, mmdebstrap asks arch-test whether this machine runs its programs. */
async function ensureMmdebstrap({ arch }) {
  const isForeign = arch !== '' && arch !== (GO_NAMES[process.arch] ?? process.arch);
  const programs = ['mmdebstrap', ...(isForeign ? ['arch-test'] : [])];
  const missing = [];
  for (const program of programs) if ((await run(program, ['--version'])).code === 127) missing.push(program);
  if (missing.length === 0) return;
  const [names, are] = [missing.join(' and '), missing.length > 1 ? 'are' : 'is'];
  const byHand = `pull the image ${IMAGE}: docker pull ${IMAGE}`;
  if (!isDebianLike())
    throw new SetupError(`${names}, which makes it without a registry, ${are} not installed`, byHand);
  await allowChange(STEP, `Debian package ${names} will be installed`, byHand);
  await installPackages(STEP, [...missing, 'debian-archive-keyring']);
}

/** Finds the error in the engine's progress messages, which are a line of JSON each. @returns {string | undefined} */
const errorIn = (text) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).error)
    .find(Boolean);

function messageOf(text) {
  try {
    return JSON.parse(text).message ?? text;
  } catch {
    return text.trim();
  }
}

/** Turns a failed request into a SetupError. The engine has answered before, so the user must find the cause. */
async function answered(asking) {
  try {
    return await asking;
  } catch (error) {
    throw new SetupError(`the Docker engine no longer answers: ${error.message}`, 'run this again');
  }
}
