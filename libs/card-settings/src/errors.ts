import { InputInvalid } from '@hypriotkit/core';

/** A setting for the card, or what the image has in its place, cannot be used. */
export class CardSettingInvalid extends InputInvalid {
  readonly code = 'HK_CARD_SETTING_INVALID';

  constructor(setting: string, reason: string, hint: string, cause?: unknown) {
    super(`${setting} ${reason}`, { hint: `${hint} Nothing has been written.`, cause });
  }
}
