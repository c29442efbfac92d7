import { storePlace } from '@hypriotkit/artifacts';
import { checked, RUN_WIDE, RUN_WIDE_NAMES } from '../lib/run-wide';

/**
 * Refuses variables with unusable values before a run that may build. Its tasks would refuse them, too, but not those that
 * Nx's cache answers for: what is wrong would show in a later run only.
 *
 * @throws StorePlaceInvalid, StoreSizeInvalid, OwnerInvalid, EngineAddressInvalid, VerbosityUnknown, ConfigurationInvalid
 */
export function refuseInvalidVariables(env: NodeJS.ProcessEnv): void {
  storePlace(env);
  for (const name of RUN_WIDE_NAMES) {
    const variable = RUN_WIDE[name];
    if (env[variable]) checked(name, variable, env[variable]);
  }
}
