import { publicKeyFrom } from '@hypriotkit/artifacts';
import { checkSettings } from './check-settings';
import { settingsFrom, type GivenSettings } from './given-settings';

/**
 * Checks what a command line says of a card, as far as that is possible without an image.
 *
 * @throws CardSettingInvalid, PublicKeyInvalid
 */
export async function checkGiven({ publicKey, ...settings }: GivenSettings & { publicKey?: string }): Promise<void> {
  checkSettings(await settingsFrom(settings));
  if (publicKey !== undefined) await publicKeyFrom(publicKey);
}
