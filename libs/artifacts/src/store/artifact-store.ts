import { HypriotkitError, Interrupted, type Logger } from '@hypriotkit/core';
import type { Engine } from '@hypriotkit/engine';
import type { BuiltManifest } from '../manifest';
import type { OutputFolder } from '../output-folder';
import type { ArtifactPattern } from '../pattern';
import { isStoreFailure } from './entries';
import { restoreEntry, type RestoredBuild } from './restore-entry';
import { saveEntry, type WrittenFiles } from './save-entry';
import { StoreAccess } from './store-access';
import type { StorePlace } from './store-place';

/**
 * Keeps finished builds of one component in a volume or folder of the engine, by the digest of their inputs. The size
 * limit is shared by all components. Files are copied through containers that are never started, so this works with a
 * remote engine and with an image that has no programs. A failing store costs a rebuild but never fails a build.
 */
export class ArtifactStore {
  private readonly access: StoreAccess;

  /**
   * @param image any image that the engine has; the container that mounts the volume needs one
   * @param signal cancels a transfer and removes its container
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
   * Copies an entry to a folder and returns what is known of it. Returns undefined if there is no entry, or if the entry is
   * incomplete, damaged or does not match the patterns.
   */
  async restore(
    key: string,
    output: OutputFolder,
    log: Logger,
    patterns: ArtifactPattern[],
  ): Promise<RestoredBuild | undefined> {
    const name = { component: this.component, key };
    const outcome = await restoreEntry(this.access, name, output, patterns).catch((error: Error) => {
      if (isStoreFailure(error)) return { problem: error.message };
      throw error;
    });
    if (outcome !== 'none' && 'manifest' in outcome) return outcome;
    await output.clear();
    if (outcome !== 'none') log.warn(`the store's copy cannot be used (${outcome.problem}); building it again`);
    return undefined;
  }

  /**
   * Stores the files of a finished build. It replaces the entry with the same key and removes others to make room.
   *
   * @param version The version of Hypriotkit that made it.
   */
  async save(key: string, output: WrittenFiles, manifest: BuiltManifest, log: Logger, version?: string): Promise<void> {
    try {
      await saveEntry(this.access, { component: this.component, key, version }, output, manifest, log);
    } catch (error) {
      if (!(error instanceof HypriotkitError) || error instanceof Interrupted) throw error;
      log.warn(`this build is not kept in the store: ${error.message}`);
    }
  }
}
