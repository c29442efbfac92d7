import { connectTo } from '../connect-to';
import type { BuildOptions } from '../options';
import { checkReach, volumeOf } from './volume';

/**
 * Checks that an engine answers and, for a mapped volume, that it is on the machine that has the folder. For callers who
 * pull an image before they build.
 *
 * @throws VolumeInvalid, EngineUnreachable, Interrupted
 */
export async function checkEngine(options: Pick<BuildOptions, 'volume' | 'engine' | 'signal' | 'log'>): Promise<void> {
  checkReach(volumeOf(options), await connectTo(options));
}
