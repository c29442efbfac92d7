import { HypriotkitError } from '@hypriotkit/core';
import type { Attempt } from '../connection/candidate';
import { shownAddress } from './shown-address';

/** No engine answered. Lists every address that was tried, who named it, and why it failed. */
export class EngineUnreachable extends HypriotkitError {
  readonly code = 'HK_ENGINE_UNREACHABLE';
  readonly attempts: readonly Attempt[];

  constructor(attempts: readonly Attempt[]) {
    super(`No Docker engine answers. Tried:\n${attempts.map(line).join('\n')}`, { hint: hintFor(attempts) });
    this.attempts = attempts;
  }
}

const line = ({ foundBy, address, failure }: Attempt): string =>
  `  - ${shownAddress(address)} (${foundBy}): ${failure}`;

function hintFor(attempts: readonly Attempt[]): string {
  if (attempts.some(({ failure }) => failure.startsWith('permission denied'))) {
    return 'An engine is there, but this user may not talk to it: join the group docker (sudo usermod -aG docker $USER), then log in again.';
  }
  const [first] = attempts;
  if (attempts.length === 1 && first !== undefined && first.decisive) {
    return `${first.foundBy} names this engine: start it, correct the address, or take the setting away to use the engine of this machine.`;
  }
  return 'Start Docker (on Debian: sudo systemctl start docker), install it (https://docs.docker.com/engine/install/), or set HYPRIOTKIT_ENGINE or DOCKER_HOST to the address of an engine.';
}
