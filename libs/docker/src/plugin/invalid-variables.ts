import { storePlace } from '@hypriotkit/artifacts';
import { checkAddress, HOST_VARIABLE } from '@hypriotkit/engine';
import { checked, RUN_WIDE, RUN_WIDE_NAMES } from '../lib/run-wide';

/**
 * Refuses variables with unusable values before a run that may build. Its tasks would refuse them, too, but not those that
 * Nx's cache answers for: what is wrong would show in a later run only.
 *
 * @param given The run-wide options of the command line, which count before any variable.
 * @throws StorePlaceInvalid, StoreSizeInvalid, OwnerInvalid, EngineAddressInvalid, VerbosityUnknown, ConfigurationInvalid
 */
export function refuseInvalidVariables(env: NodeJS.ProcessEnv, given: { engine?: string } = {}): void {
  storePlace(env);
  for (const name of RUN_WIDE_NAMES) {
    const variable = RUN_WIDE[name];
    if (env[variable]) checked(name, variable, env[variable]);
  }
  const host = env[HOST_VARIABLE];
  if (host && !env[RUN_WIDE.engine] && !given.engine) checkAddress(HOST_VARIABLE, host);
}
