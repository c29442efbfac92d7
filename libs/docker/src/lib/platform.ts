import { problemOfPlatform } from '@hypriotkit/component';
import { ConfigurationInvalid, expand } from '@hypriotkit/config';
import { fieldValues } from './field-values';
import type { Settings } from './settings';

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
