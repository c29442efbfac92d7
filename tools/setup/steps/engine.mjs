import { run } from '../lib/commands.mjs';
import { allowChange, hasSystemd, installPackages, isDebianLike, runAsRoot, startDetached } from '../lib/machine.mjs';
import { SetupError, report } from '../lib/report.mjs';

const STEP = 'Docker engine';
const BY_HAND =
  'install Docker Engine and start it, so that `docker version` answers: https://docs.docker.com/engine/install/';
const START_LIMIT_SECONDS = 60;
const LOG = '/var/log/docker.log';
const WHY = hasSystemd() ? '`journalctl -u docker` shows why' : `${LOG} shows why`;

/**
 * Finds the Docker engine that the docker command finds (DOCKER_HOST, context, socket), or installs and starts Debian's.
 * @returns {Promise<{ local: boolean, arch: string }>}
 */
export async function ensureEngine() {
  const found = await ask();
  if (found) return said(found);

  // An address that the user chose is never replaced by an engine of ours.
  if (process.env.DOCKER_HOST) {
    throw new SetupError(`no Docker engine answers at DOCKER_HOST`, 'start that engine, or unset DOCKER_HOST');
  }
  if (!isDebianLike()) throw new SetupError('no Docker engine answers', BY_HAND);
  if ((await run('dockerd', ['--version'])).code === 127 || (await run('docker', ['--version'])).code === 127) {
    await allowChange(STEP, 'Debian package docker.io will be installed', BY_HAND);
    await installPackages(STEP, await packages());
  }
  if (!(await ask())) {
    await allowChange(STEP, 'the Docker engine will be started', 'start it: sudo systemctl start docker');
    await start();
  }
  return said(await answer());
}

/** From Debian 13 on the command is a package of its own. */
async function packages() {
  const { stdout } = await run('apt-cache', ['policy', 'docker-cli']);
  return /Candidate: \d/.test(stdout) ? ['docker.io', 'docker-cli'] : ['docker.io'];
}

/** By systemd where it runs; elsewhere (containers, small machines) as a process of its own that outlives this one. */
async function start() {
  if (!hasSystemd()) return startDetached('dockerd', [], LOG);
  const { code, stderr } = await runAsRoot('systemctl', ['start', 'docker']);
  if (code !== 0) throw new SetupError(`the Docker engine did not start: ${stderr}`, WHY);
}

/** What the engine says of itself, or undefined when none answers. */
async function ask() {
  const format = '{{.Server.Version}} {{.Server.Arch}}';
  const { code, stdout } = await run('docker', ['version', '--format', format]);
  if (code !== 0) return undefined;
  const [version, arch] = stdout.split(' ');
  const endpoint = await run('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  const host = process.env.DOCKER_HOST || endpoint.stdout;
  return { version, arch: arch ?? '', local: process.platform === 'linux' && host.startsWith('unix://') };
}

async function answer() {
  for (let seconds = 0; seconds < START_LIMIT_SECONDS; seconds++) {
    const found = await ask();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new SetupError(`the Docker engine was started and did not answer within ${START_LIMIT_SECONDS} s`, WHY);
}

function said(engine) {
  report(STEP, `${engine.version} (${engine.arch}) answers`);
  return engine;
}
