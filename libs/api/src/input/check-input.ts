import { storeSize } from '@hypriotkit/artifacts';
import type { BuildOptions } from '../options';
import { imageOf } from './image';
import { checkWritable, configsIn } from './target';
import { verbosityOf } from './verbosity';
import { checkMapped, volumeOf } from './volume';

/**
 * Checks all that can be checked of a build without an engine: the names, the verbosity, that the target folder is there
 * and can be written to, that its configs.json can be read, and the size in
 * `HYPRIOTKIT_STORE_SIZE`. For callers who pull an image before they build; every
 * function also checks what it is given itself.
 *
 * @throws InputInvalid, ConfigurationInvalid, StoreSizeInvalid
 */
export function checkInput(options: Pick<BuildOptions, 'target' | 'volume' | 'image' | 'verbosity'>): void {
  imageOf(options);
  verbosityOf(options);
  if (options.target !== undefined) checkWritable(options.target);
  checkMapped(volumeOf(options));
  configsIn(options.target);
  storeSize(process.env);
}
