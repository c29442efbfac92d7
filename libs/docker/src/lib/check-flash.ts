import { checkGiven } from '@hypriotkit/card-settings';
import { properties } from '../executors/flash/schema.json';

/**
 * Checks what `flash` is to set on a card, for which it needs no image.
 *
 * @param options As they are in project.json and on the command line: --ssh-key is as good as --sshKey, and one value as a list.
 * @throws CardSettingInvalid, PublicKeyInvalid
 */
export async function checkFlash(options: Record<string, unknown>): Promise<void> {
  const given = Object.entries(options).map(([name, value]) => {
    const option = inCamelCase(name);
    const { type } = (properties as Record<string, { type: string } | undefined>)[option] ?? {};
    return [option, type === 'array' ? [value].flat() : value];
  });
  await checkGiven(Object.fromEntries(given) as object);
}

const inCamelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
