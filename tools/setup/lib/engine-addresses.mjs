// Where to look for an engine. The docker command and the builds (libs/engine) use the same order.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {object} Candidate
 * @property {string} foundBy the source of the address: HYPRIOTKIT_ENGINE, DOCKER_HOST, docker context NAME, usual socket
 * @property {string} address in the form of DOCKER_HOST
 * @property {boolean} named whether the user named it; set-up then installs no engine
 * @property {boolean} decisive whether nothing else is tried if it does not answer
 * @property {{ folder: string, verify: boolean }} [tls] the folder with ca.pem, cert.pem and key.pem
 * @property {string} [problem] why it cannot be tried
 */

/** @param {NodeJS.ProcessEnv} env @returns {Candidate[]} */
export function engineAddresses(env = process.env) {
  const folder = env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker');
  const variable = ['HYPRIOTKIT_ENGINE', 'DOCKER_HOST'].find((name) => env[name]);
  if (variable) {
    const verify = Boolean(env.DOCKER_TLS_VERIFY);
    const tls = verify || env.DOCKER_TLS ? { tls: { folder: env.DOCKER_CERT_PATH || folder, verify } } : {};
    return [{ foundBy: variable, address: env[variable], named: true, decisive: true, ...tls }];
  }
  const context = currentContext(env, folder);
  return env.DOCKER_CONTEXT && context ? [context] : [...(context ? [context] : []), ...usualSockets(env)];
}

function currentContext(env, folder) {
  const config = join(folder, 'config.json');
  const decisive = Boolean(env.DOCKER_CONTEXT);
  const common = { named: true, decisive };
  const { value, problem } = env.DOCKER_CONTEXT ? { value: {} } : readJson(config, {});
  if (problem) return { ...common, foundBy: 'docker context', address: config, problem };
  const name = env.DOCKER_CONTEXT || value.currentContext;
  if (!name || name === 'default') return undefined;
  const foundBy = `docker context ${name}`;
  const id = createHash('sha256').update(name).digest('hex');
  const meta = join(folder, 'contexts', 'meta', id, 'meta.json');
  const endpoint = readJson(meta, undefined).value?.Endpoints?.docker;
  if (!endpoint?.Host)
    return { ...common, foundBy, address: meta, problem: 'there is no such context, or it names no engine' };
  const certificates = join(folder, 'contexts', 'tls', id, 'docker');
  const tls = existsSync(certificates) ? { tls: { folder: certificates, verify: !endpoint.SkipTLSVerify } } : {};
  return { ...common, foundBy, address: endpoint.Host, ...tls };
}

function usualSockets(env) {
  const home = env.HOME || homedir();
  const runtime = env.XDG_RUNTIME_DIR;
  const addresses =
    process.platform === 'win32'
      ? ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/podman-machine-default']
      : [
          '/var/run/docker.sock',
          ...(runtime ? [`${runtime}/docker.sock`] : []),
          `${home}/.docker/run/docker.sock`,
          `${home}/.docker/desktop/docker.sock`,
          `${home}/.colima/default/docker.sock`,
          `${home}/.rd/docker.sock`,
          ...(runtime ? [`${runtime}/podman/podman.sock`] : []),
          '/run/podman/podman.sock',
        ].map((path) => `unix://${path}`);
  return addresses.map((address) => ({ foundBy: 'usual socket', address, named: false, decisive: false }));
}

/** Returns the value in a file, `other` if the file does not exist, and a problem if it cannot be read. */
function readJson(file, other) {
  if (!existsSync(file)) return { value: other };
  // A pipe or a device would be waited for.
  if (!statSync(file).isFile()) return { value: other, problem: 'this is not a regular file' };
  try {
    return { value: JSON.parse(readFileSync(file, 'utf8')) ?? other };
  } catch (error) {
    return { value: other, problem: error instanceof SyntaxError ? 'this file is not valid JSON' : error.message };
  }
}
