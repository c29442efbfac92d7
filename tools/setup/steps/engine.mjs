import { run } from '../lib/commands.mjs';
import { findEngine } from '../lib/find-engine.mjs';
import { allowChange, hasSystemd, installPackages, isDebianLike, runAsRoot, startDetached } from '../lib/machine.mjs';
import { SetupError, report } from '../lib/report.mjs';

const STEP = 'Docker engine';
const BY_HAND = 'install Docker Engine and start it: https://docs.docker.com/engine/install/';
const START_LIMIT_SECONDS = 60;
const STARTS = 3;
const LOG = '/var/log/docker.log';
const WHY = hasSystemd() ? '`journalctl -u docker` shows why' : `${LOG} shows why`;

/**
 * Finds the engine that the builds will find (HYPRIOTKIT_ENGINE, DOCKER_HOST, context, sockets), or installs and starts Debian's. It installs
 * nothing if there is an engine that the user named, that refuses this user, or that hangs.
 * @returns {Promise<import('../lib/find-engine.mjs').Engine>}
 */
export async function ensureEngine() {
  const { engine, attempts } = await findEngine();
  if (engine) return said(engine, attempts);

  const obstacle = attempts.find(({ named }) => named) ?? attempts.find(({ kind }) => kind !== 'absent');
  if (obstacle) throw unanswered(obstacle);
  if (!isDebianLike()) throw new SetupError('no Docker engine answers', BY_HAND);
  if ((await run('dockerd', ['--version'])).code === 127) {
    await allowChange(STEP, 'Debian package docker.io will be installed', BY_HAND);
    await installPackages(STEP, await packages());
  }
  const installed = await findEngine();
  if (installed.engine) return said(installed.engine);
  await allowChange(STEP, 'the Docker engine will be started', 'start it: sudo systemctl start docker');
  return said(await (hasSystemd() ? startService() : startProcess()));
}

/** @param {import('../lib/find-engine.mjs').Attempt} attempt */
function unanswered({ foundBy, address, failure, kind, named }) {
  const hints = {
    denied:
      'your account may not use it: sudo usermod --append --groups docker "$USER", then log out and in again; ' +
      'or name a rootless engine in DOCKER_HOST',
    silent: 'it accepts requests but does not answer: restart it (sudo systemctl restart docker)',
    absent: 'start that engine',
    other: 'check what is at this address',
  };
  const choices = {
    HYPRIOTKIT_ENGINE: 'correct or unset HYPRIOTKIT_ENGINE',
    DOCKER_HOST: 'correct or unset DOCKER_HOST',
    [`docker context ${process.env.DOCKER_CONTEXT}`]: 'correct or unset DOCKER_CONTEXT (docker context ls)',
  };
  const choice = named && (choices[foundBy] ?? 'choose another one: docker context use default');
  return new SetupError(
    `no Docker engine answers at ${withoutPassword(address)} (${foundBy}): ${failure}`,
    [hints[kind], choice].filter(Boolean).join('; or '),
  );
}

/** Since Debian 13, the docker command is a separate package. */
async function packages() {
  const { stdout } = await run('apt-cache', ['policy', 'docker-cli']);
  return /Candidate: \d/.test(stdout) ? ['docker.io', 'docker-cli'] : ['docker.io'];
}

/** Starts the engine with systemd. @returns {Promise<import('../lib/find-engine.mjs').Engine>} */
async function startService() {
  const { code, stderr } = await runAsRoot('systemctl', ['start', 'docker']);
  if (code !== 0) throw new SetupError(`the Docker engine did not start: ${stderr}`, WHY);
  return answer();
}

/**
 * Starts the engine without systemd (as in containers), as a process that outlives this one. If it ends at once, it is started
 * again: after a run that was killed, Docker takes any process with the number of its former containerd for that one, and gives up.
 * @returns {Promise<import('../lib/find-engine.mjs').Engine>}
 */
export async function startProcess(program = 'dockerd', log = LOG) {
  for (let start = 1; ; start++) {
    const engine = startDetached(program, [], log);
    const ended = () => engine.exitCode !== null || engine.signalCode !== null;
    const answering = await answer(ended);
    if (answering) return answering;
    if (start === STARTS)
      throw new SetupError(`the Docker engine was started ${STARTS} times, and ended each time`, WHY);
  }
}

/** Waits until the engine answers. Returns nothing if it has ended. */
async function answer(ended = () => false) {
  for (let seconds = 0; seconds < START_LIMIT_SECONDS; seconds++) {
    const { engine, attempts } = await findEngine();
    if (engine) return engine;
    if (ended()) return undefined;
    // The engine runs, but a user who started it with sudo may have no access.
    const denied = attempts.find(({ kind }) => kind === 'denied');
    if (denied) throw unanswered(denied);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new SetupError(`the Docker engine was started, but did not answer within ${START_LIMIT_SECONDS} s`, WHY);
}

function said(engine, attempts = []) {
  for (const { named, foundBy, address, failure } of attempts) {
    if (named)
      report(
        STEP,
        `none at ${withoutPassword(address)} (${foundBy}): ${failure}; using the one at ${engine.at.address}`,
      );
  }
  report(STEP, `${engine.version} (${engine.arch}) answers`);
  return engine;
}

const withoutPassword = (address) => address.replace(/(:\/\/[^:@/]*):.*@/, '$1:***@');
