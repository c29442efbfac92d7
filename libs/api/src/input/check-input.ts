import { storeSize } from '@hypriotkit/artifacts';
import { connectTo } from '../connect-to';
import { imageOf, verbosityOf, type BuildOptions } from '../options';
import { checkWritable, configsIn } from './target';
import { checkMapped, checkReach, volumeOf } from './volume';

/**
 * Checks all that can be checked of a build without an engine: the names, the verbosity, that the target folder is there
 * and can be written to, that its configs.json can be read, and the size in `HYPRIOTKIT_STORE_SIZE`. For callers who pull
 * an image before they build; every function also checks what it is given itself.
 *
 * @throws InputInvalid
 */
export function checkInput(options: Pick<BuildOptions, 'target' | 'volume' | 'image' | 'verbosity'>): void {
  imageOf(options);
  verbosityOf(options);
  if (options.target !== undefined) checkWritable(options.target);
  checkMapped(volumeOf(options));
  configsIn(options.target);
  storeSize(process.env);
}

/**
 * Checks that an engine answers and, for a mapped volume, that it is on the machine that has the folder. For the same
 * callers.
 *
 * @throws VolumeInvalid, EngineUnreachable, Interrupted
 */
export async function checkEngine(options: Pick<BuildOptions, 'volume' | 'engine' | 'signal' | 'log'>): Promise<void> {
  checkReach(volumeOf(options), await connectTo(options));
}
