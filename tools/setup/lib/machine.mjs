// All changes to the machine are made here, and are announced. On a terminal, the user is asked first. Without a terminal,
// only root may make them.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { run } from './commands.mjs';
import { SetupError, report } from './report.mjs';

const isRoot = process.getuid?.() === 0;
const onTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY);

/** Whether this is Debian or derived from it, so that apt-get can install packages. */
export function isDebianLike() {
  if (!existsSync('/etc/os-release')) return false;
  return /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/**
 * Asks before the machine is changed. Throws SetupError if the change is not allowed.
 * @param {string} step
 * @param {string} change what will be done, for the user
 * @param {string} byHand what the user can do instead
 */
export async function allowChange(step, change, byHand) {
  if (!isRoot && (await run('sudo', ['--version'])).code === 127) {
    throw new SetupError(`${change}: needs root, and there is no sudo`, byHand);
  }
  if (onTerminal) {
    const prompt = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await prompt.question(`${step.padEnd(16)} ${change}. Go ahead? [Y/n] `);
    prompt.close();
    if (/^n/i.test(answer.trim())) throw new SetupError(`${change}: declined`, byHand);
  } else if (!isRoot) {
    throw new SetupError(`${change}: needs root, and there is no terminal to ask on`, byHand);
  } else {
    report(step, `${change} ...`);
  }
}

/** Whether changes are made without asking: by root, without a terminal. */
export const isUnasked = isRoot && !onTerminal;

/** Runs a program as root, with sudo if this user is not root. */
export function runAsRoot(program, args, options) {
  return isRoot ? run(program, args, options) : run('sudo', [program, ...args], options);
}

/**
 * Starts a program as root that outlives this process. Its output goes to the log file.
 * @returns {import('node:child_process').ChildProcess} with exitCode and signalCode, once it has ended
 */
export function startDetached(program, args, log) {
  const command = ['sh', '-c', 'log=$1; shift; exec "$@" >>"$log" 2>&1', 'sh', log, program, ...args];
  if (!isRoot) command.unshift('sudo');
  const started = spawn(command[0], command.slice(1), { detached: true, stdio: 'ignore' });
  started.unref();
  return started;
}

/** Installs Debian packages. The package lists are updated only if the first attempt fails. */
export async function installPackages(step, packages) {
  const install = () =>
    runAsRoot('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  let result = await install();
  if (result.code !== 0) {
    report(step, 'updating the package lists ...');
    await runAsRoot('apt-get', ['update']);
    result = await install();
  }
  if (result.code !== 0) {
    throw new SetupError(
      `apt-get could not install ${packages.join(', ')}: ${result.stderr.split('\n').slice(-3).join(' ')}`,
      hintFor(result.stderr, packages),
    );
  }
}

function hintFor(stderr, packages) {
  if (/^sudo: |is not in the sudoers file|may not run sudo/m.test(stderr)) {
    return `you may not use sudo: ask an administrator to run apt-get install ${packages.join(' ')}`;
  }
  if (/could not get lock/i.test(stderr))
    return 'another program is installing packages: wait for it, then run this again';
  return 'check that the Debian mirror in /etc/apt answers (apt-get update), then run this again';
}

/** Whether systemd manages this machine's services. */
export const hasSystemd = () => existsSync('/run/systemd/system');
