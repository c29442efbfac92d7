import { HypriotkitError } from '@hypriotkit/core';
import { shownAddress } from './shown-address';

/** An engine was named by what cannot be the address of one. Nothing was asked of anybody. */
export class EngineAddressInvalid extends HypriotkitError {
  readonly code = 'HK_ENGINE_ADDRESS_INVALID';

  /** @param namedBy as users know it: the option or the variable */
  constructor(namedBy: string, address: string, reason: string) {
    super(`${namedBy} is ${JSON.stringify(shownAddress(address))}: ${reason}.`, {
      hint: 'Give the address of a Docker engine: unix:///path, tcp://host:port or ssh://user@host; nothing has been started.',
    });
  }
}
