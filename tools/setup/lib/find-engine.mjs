import { existsSync } from 'node:fs';
import { ask, NoAnswer } from './engine-api.mjs';
import { engineAddresses } from './engine-addresses.mjs';

/**
 * @typedef {import('./engine-addresses.mjs').Candidate} Candidate
 * @typedef {object} Engine
 * @property {string} version
 * @property {string} arch Go's name of its architecture, such as amd64 or arm64
 * @property {boolean} local whether it shares the kernel of this machine
 * @property {Candidate} at
 * @typedef {Candidate & { failure: string, kind: NoAnswer['kind'] }} Attempt
 */

/** Tries the addresses until an engine answers. @returns {Promise<{ engine?: Engine, attempts: Attempt[] }>} */
export async function findEngine(candidates = engineAddresses()) {
  const attempts = [];
  for (const candidate of candidates) {
    try {
      if (candidate.problem) throw new NoAnswer(candidate.problem, 'unusable');
      return { engine: await identify(candidate), attempts };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const kind = isHidden(candidate, error) ? 'absent' : error.kind;
      attempts.push({ ...candidate, failure: error.message, kind });
      if (candidate.decisive) break;
    }
  }
  return { attempts };
}

/** Whether a usual socket may not exist, because this user cannot read its folder. That is not a refusal by an engine. */
const isHidden = ({ address, named }, { kind }) =>
  !named && kind === 'denied' && !existsSync(address.replace('unix://', ''));

async function identify(candidate) {
  const { status, text } = await ask(candidate, '/version');
  const { Version, Arch } = status === 200 ? parse(text) : {};
  if (!Version) throw new NoAnswer('something answers, but it is not a Docker engine', 'other');
  const isSocket = /^(\/|unix:)/.test(candidate.address);
  return { version: Version, arch: Arch ?? '', local: process.platform === 'linux' && isSocket, at: candidate };
}

function parse(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
