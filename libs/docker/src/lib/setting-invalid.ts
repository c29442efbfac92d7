import { HypriotkitError } from '@hypriotkit/core';

/** A setting of a target of the executor `run` that there is not, or that has a value that it cannot have. */
export class SettingInvalid extends HypriotkitError {
  readonly code = 'HK_SETTING_INVALID';

  constructor(name: string, reason: string, hint = 'Give it another value; nothing has been started.') {
    super(`--${name} ${reason}${reason.endsWith('?') ? '' : '.'}`, { hint });
  }
}
