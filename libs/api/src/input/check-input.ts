import { storeSize } from '@hypriotkit/artifacts';
import { connectTo } from '../connect-to';
import { imageOf, verbosityOf, type BuildOptions } from '../options';
import { checkOptions } from './check-options';
import { checkNamedEngines, enginesGiven, namedEngines } from './engines';
import { lockIn } from './lock';
import { boardsIn, checkBoardFolders, checkLockPlace, checkWritable, configsIn } from './target';
import { checkMapped, checkReach, volumeOf } from './volume';

/**
 * Checks everything about a build that can be checked without an engine: the names and the verbosity, that the target
 * folder exists and is writable, that its configs.json, those of boards and the lock can be read, and the size in
 * `HYPRIOTKIT_STORE_SIZE`.
 *
 * For callers that pull an image before they build. Every function also checks its own options.
 *
 * @throws InputInvalid
 */
export function checkInput(
  options: Pick<BuildOptions, 'target' | 'boards' | 'lock' | 'writeLock' | 'volume' | 'image' | 'verbosity'>,
): void {
  checkOptions(options);
  imageOf(options);
  verbosityOf(options);
  if (options.target !== undefined) checkWritable(options.target);
  checkMapped(volumeOf(options));
  configsIn(options);
  if (options.target !== undefined) checkBoardFolders(options.target, boardsIn(options));
  checkLockPlace(options);
  lockIn(options);
  storeSize(process.env);
}

/**
 * Checks that an engine answers and, for a mapped volume, that it runs on the machine that has the folder; and that the
 * build can use the engines in `HYPRIOTKIT_ENGINES`. For callers that pull an image before they build.
 *
 * @throws VolumeInvalid, ConfigurationInvalid, EngineAddressInvalid, EngineOutOfReach, EngineUnreachable, Interrupted
 */
export async function checkEngine(options: Pick<BuildOptions, 'volume' | 'engine' | 'signal' | 'log'>): Promise<void> {
  checkOptions(options);
  const volume = volumeOf(options);
  checkNamedEngines(namedEngines(enginesGiven(options, process.env)), volume);
  checkReach(volume, await connectTo(options));
}
