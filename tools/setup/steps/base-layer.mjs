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
/** A registry or a mirror may be slow; an engine that says nothing for as long does nothing. */
const SILENCE_SECONDS = 300;
/** What Debian calls an architecture where it is not what Go calls it. */
const DEBIAN_NAMES = { 386: 'i386', arm: 'armhf', mips64le: 'mips64el', ppc64le: 'ppc64el' };

/**
 * Makes sure of the image that base_image starts from: pulled where a registry answers, else bootstrapped from the
 * Debian mirror. mmdebstrap knows the mirror's address.
 * @param {import('../lib/find-engine.mjs').Engine} engine
 */
export async function ensureBaseLayer(engine) {
  if (await isThere(engine)) return report(STEP, `${IMAGE} is there`);

  report(STEP, `pulling ${IMAGE} ...`);
  const failure = await pull(engine);
  if (failure === undefined) return report(STEP, `${IMAGE} pulled`);

  report(STEP, `not to be had from a registry (${failure}); bootstrapping it from the Debian mirror ...`);
  await ensureMmdebstrap();
  await bootstrap(engine);
  report(STEP, `${IMAGE} bootstrapped`);
}

async function isThere({ at }) {
  const { status, text } = await answered(ask(at, `/images/${IMAGE}/json`));
  if (status === 200 || status === 404) return status === 200;
  throw new SetupError(`the engine does not say whether it has ${IMAGE}: ${messageOf(text)}`, 'look at its own log');
}

/** Resolves to what went wrong, or undefined. */
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
  const options = { method: 'POST', body, silenceSeconds: SILENCE_SECONDS };
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

async function ensureMmdebstrap() {
  if ((await run('mmdebstrap', ['--version'])).code === 0) return;
  const byHand = `make the image ${IMAGE} known to the engine: docker pull ${IMAGE}`;
  if (!isDebianLike()) throw new SetupError('mmdebstrap, which makes it without a registry, is not installed', byHand);
  await allowChange(STEP, 'Debian package mmdebstrap will be installed', byHand);
  await installPackages(STEP, ['mmdebstrap', 'debian-archive-keyring']);
}

/** What the engine says as it works, an object on each line. @returns {string | undefined} what went wrong */
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

/** The engine has answered before: one that does so no more is for the user to look at. */
async function answered(asking) {
  try {
    return await asking;
  } catch (error) {
    throw new SetupError(`the Docker engine does not answer any more: ${error.message}`, 'run this again');
  }
}
