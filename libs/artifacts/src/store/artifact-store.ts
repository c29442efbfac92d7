import { HypriotkitError, Interrupted, type Logger } from '@hypriotkit/core';
import type { Engine } from '@hypriotkit/engine';
import type { Manifest } from '../manifest';
import type { OutputFolder } from '../output-folder';
import type { ArtifactPattern } from '../pattern';
import { isStoreFailure } from './entries';
import { restoreEntry } from './restore-entry';
import { saveEntry } from './save-entry';
import { StoreAccess } from './store-access';
import type { StorePlace } from './store-place';

/**
 * Finished builds of one component, kept by the engine, in a volume, by what they were made from: as many of all components
 * as have room. Files are moved through containers that are never started, so that a remote engine serves as well, and an
 * image without any program. What goes wrong with a store costs a build, and fails none.
 */
export class ArtifactStore {
  private readonly access: StoreAccess;

  /**
   * @param image any image that the engine has: the container needs one to hold the volume
   * @param signal ends a transfer early, container included
   */
  constructor(
    engine: Engine,
    private readonly component: string,
    image: string,
    signal: AbortSignal,
    place: StorePlace,
  ) {
    this.access = new StoreAccess({ engine, image, signal, place }, component);
  }

  /**
   * Copies an entry out, and tells what it is. Undefined when there is none, or none that is what a build has to leave:
   * complete, undamaged, and by these patterns.
   */
  async restore(
    key: string,
    output: OutputFolder,
    log: Logger,
    patterns: ArtifactPattern[],
  ): Promise<Manifest | undefined> {
    const name = { component: this.component, key };
    const outcome = await restoreEntry(this.access, name, output, patterns).catch((error: Error) => {
      if (isStoreFailure(error)) return { problem: error.message };
      throw error;
    });
    if (outcome !== 'none' && 'manifest' in outcome) return outcome.manifest;
    await output.clear();
    if (outcome !== 'none') log.warn(`the store's copy cannot be used (${outcome.problem}); building it again`);
    return undefined;
  }

  /** Keeps the files of a finished build, in the place of what was kept by this key before, and makes room for them. */
  async save(key: string, output: OutputFolder, manifest: Manifest, log: Logger): Promise<void> {
    try {
      await saveEntry(this.access, { component: this.component, key }, output, manifest, log);
    } catch (error) {
      if (!(error instanceof HypriotkitError) || error instanceof Interrupted) throw error;
      log.warn(`this build is not kept in the store: ${error.message}`);
    }
  }
}
