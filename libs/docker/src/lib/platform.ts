import { closest, ConfigurationInvalid, expand } from '@hypriotkit/config';
import { fieldValues } from './field-values';
import type { Settings } from './settings';

/** The platforms that engines are there for, as `docker build --platform` has them. */
export const PLATFORMS = [
  ...['linux/386', 'linux/amd64', 'linux/arm/v7', 'linux/arm64'],
  ...['linux/mips64le', 'linux/ppc64le', 'linux/riscv64', 'linux/s390x'],
];

/** Returns what is wrong with the name of a platform, if anything is. */
export const problemOfPlatform = (platform: string): string | undefined =>
  PLATFORMS.includes(platform)
    ? undefined
    : `"${platform}" is not one of ${PLATFORMS.join(', ')}${closest(platform, PLATFORMS)}`;

/** The architecture in a platform, as engines call their own. */
export const architectureOf = (platform: string): string => platform.split('/')[1]!;

/**
 * Returns the platform that a task's builder image is for, as its project.json says; undefined if that does not matter.
 *
 * @param file The project.json, for messages.
 * @throws ConfigurationInvalid, TemplateInvalid
 */
export function platformOf(
  settings: Pick<Settings, 'options' | 'configuration' | 'component'>,
  file: string,
): string | undefined {
  const { platform } = settings.options;
  if (platform === undefined) return undefined;
  const values = fieldValues(settings);
  const found =
    typeof platform === 'string' ? expand(platform, values) : platform.values[expand(`{${platform.field}}`, values)];
  if (!found) return undefined;
  const problem = problemOfPlatform(found);
  if (problem !== undefined) throw new ConfigurationInvalid(file, [`platform: ${problem}`]);
  return found;
}
