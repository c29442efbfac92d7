import { join, sep } from 'node:path';
import { storePlace, StorePlaceInvalid } from '@hypriotkit/artifacts';
import { parseEngines } from '@hypriotkit/component';
import { ENGINES_VARIABLE, STORE_VARIABLE } from '@hypriotkit/contract';
import { checkAddress, HOST_VARIABLE } from '@hypriotkit/engine';
import { checked, RUN_WIDE, RUN_WIDE_NAMES } from '../lib/run-wide';

/**
 * Refuses variables with unusable values before a run that may build. Its tasks would refuse them, too, but not those that
 * Nx's cache answers for: what is wrong would show in a later run only.
 *
 * @param root The workspace's folder.
 * @param given The run-wide options of the command line, which count before any variable.
 * @throws StorePlaceInvalid, StoreSizeInvalid, OwnerInvalid, EngineAddressInvalid, VerbosityUnknown, ConfigurationInvalid
 */
export function refuseInvalidVariables(env: NodeJS.ProcessEnv, root: string, given: { engine?: string } = {}): void {
  const { folder } = storePlace(env);
  // Builds replace what is in dist.
  if (folder !== undefined && `${folder}${sep}`.startsWith(`${join(root, 'dist')}${sep}`))
    throw new StorePlaceInvalid(
      STORE_VARIABLE,
      folder,
      'a folder that is not in dist, where builds put their artifacts',
    );
  for (const name of RUN_WIDE_NAMES) {
    const variable = RUN_WIDE[name];
    if (env[variable]) checked(name, variable, env[variable]);
  }
  parseEngines(env[ENGINES_VARIABLE] ?? '');
  const host = env[HOST_VARIABLE];
  if (host && !env[RUN_WIDE.engine] && !given.engine) checkAddress(HOST_VARIABLE, host);
}
