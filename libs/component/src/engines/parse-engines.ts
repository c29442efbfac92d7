import { ConfigurationInvalid } from '@hypriotkit/config';
import { ENGINES_VARIABLE } from '@hypriotkit/contract';
import { checkAddress } from '@hypriotkit/engine';
import { problemOfPlatform } from './platforms';

/** The field of a component that names them, for itself and for what is based on it. */
export const ENGINES_FIELD = 'engines';

/**
 * Reads `linux/arm64: ssh://pi@builder`, or several of these with commas between them.
 *
 * @returns addresses by platform
 * @throws ConfigurationInvalid, EngineAddressInvalid
 */
export function parseEngines(text: string): Record<string, string> {
  const engines: Record<string, string> = {};
  const entries = text.split(/[,\n]/).map((entry) => entry.trim());
  for (const entry of entries.filter((one) => one !== '')) {
    const [, platform = '', address = ''] = /^(\w+\/[\w/]+):\s*(\S+)$/.exec(entry) ?? [];
    if (address === '') refuse('expected PLATFORM: ADDRESS, such as linux/arm64: ssh://pi@builder');
    const problem = problemOfPlatform(platform);
    if (problem !== undefined) refuse(problem);
    if (platform in engines) refuse(`${platform} is given more than once`);
    checkAddress(`${ENGINES_VARIABLE} (${platform})`, address);
    engines[platform] = address;
  }
  return engines;
}

function refuse(problem: string): never {
  throw new ConfigurationInvalid(ENGINES_VARIABLE, [problem]);
}
