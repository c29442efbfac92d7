import { pipe, run } from '../lib/commands.mjs';
import { allowChange, installPackages, isDebianLike } from '../lib/machine.mjs';
import { SetupError, report } from '../lib/report.mjs';

const STEP = 'base layer';
const IMAGE = 'debian:trixie-slim';
const SUITE = 'trixie';

/**
 * Makes sure of the image that base_image starts from: pulled where a registry answers, else bootstrapped from the
 * Debian mirror. mmdebstrap knows the mirror's address.
 */
export async function ensureBaseLayer() {
  if ((await run('docker', ['image', 'inspect', IMAGE])).code === 0) return report(STEP, `${IMAGE} is there`);

  report(STEP, `pulling ${IMAGE} ...`);
  const pulled = await run('docker', ['pull', '--quiet', IMAGE]);
  if (pulled.code === 0) return report(STEP, `${IMAGE} pulled`);

  report(STEP, 'no registry answers; bootstrapping it from the Debian mirror ...');
  await ensureMmdebstrap();
  const { code, stderr } = await pipe(
    ['mmdebstrap', ['--quiet', '--variant=minbase', SUITE, '-']],
    ['docker', ['import', '-', IMAGE]],
  );
  if (code !== 0) {
    throw new SetupError(
      `${IMAGE} could not be made: ${stderr.split('\n').slice(-3).join(' ')}`,
      'check that the Debian mirror answers and that the disk is not full (df -h), then run this again',
    );
  }
  report(STEP, `${IMAGE} bootstrapped`);
}

async function ensureMmdebstrap() {
  if ((await run('mmdebstrap', ['--version'])).code === 0) return;
  const byHand = `make the image ${IMAGE} known to the engine: docker pull ${IMAGE}`;
  if (!isDebianLike()) throw new SetupError(`no registry answers, and mmdebstrap is not installed`, byHand);
  await allowChange(STEP, 'Debian package mmdebstrap will be installed', byHand);
  await installPackages(STEP, ['mmdebstrap', 'debian-archive-keyring']);
}
