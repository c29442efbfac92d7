import type { Engine } from '@hypriotkit/engine';
import type { BuiltManifest } from '../manifest';
import { freed, isInUse, put, readIndex, readLockedIndex } from './entries';
import type { Entry } from './index-of-entries';
import { StoreAccess, type Uses } from './store-access';
import type { StorePlace } from './store-place';
import { victims } from './victims';

/** An entry of the store, as users see it. */
export interface StoredBuild {
  component: string;
  /** Digest of all inputs of the build. */
  key: string;
  /** In bytes. */
  size: number;
  /** When it was last saved or restored, by the engine's clock. */
  used: Date;
  /** `saving`: it is being written now. `damaged`: it cannot be restored. */
  state: 'kept' | 'saving' | 'damaged';
  /** Undefined if it cannot be read. */
  manifest?: BuiltManifest;
}

/** Selects entries; all by default. */
interface StoreSelection {
  /** Only entries of this component. */
  component?: string;
  /** Only entries unused for this many milliseconds. */
  unusedFor?: number;
}

/** What was removed, and what could not be removed because it is in use. */
interface StoreCleaned {
  removed: StoredBuild[];
  inUse: StoredBuild[];
}

/** The store as a whole, for listing and cleaning. */
export class Store {
  private readonly access: StoreAccess;

  /** @param image any image that the engine has */
  constructor(engine: Engine, image: string, place: StorePlace, signal?: AbortSignal) {
    this.access = new StoreAccess({ engine, image, place, ...(signal && { signal }) }, 'hypriotkit');
  }

  /** Lists entries by component, most recently used first. */
  async list(selection: StoreSelection = {}): Promise<StoredBuild[]> {
    return this.access.restoring('', async (container, uses) => {
      const { entries } = await readIndex(container, uses.now);
      return selected(entries, selection, uses).map((entry) => describe(entry, uses));
    });
  }

  /**
   * Removes the selected entries. With `limit` (in bytes), removes only as many as necessary, least recently used
   * first. Damaged and unfinished entries always go, unless they are in use.
   */
  async clean({ limit = -1, ...selection }: StoreSelection & { limit?: number } = {}): Promise<StoreCleaned> {
    return this.access.locked(async (container, uses) => {
      const { place } = this.access.means;
      const { entries, unreadable } = await readLockedIndex(container, place, uses.now);
      const inUse = (entry: Entry) => isInUse(entry, uses);
      const useless = victims(entries, { limit: Infinity, inUse });
      const meant = selected(entries, selection, uses).filter((entry) => !useless.includes(entry));
      const gone = [...useless, ...victims(meant, { limit, inUse })];
      const slots = [...gone.map(({ slot }) => slot), ...unreadable];
      if (slots.length > 0) await put(container, place, freed(slots));
      const left = limit < 0 ? meant.filter((entry) => !gone.includes(entry)) : [];
      return {
        removed: gone.map((entry) => describe(entry, uses)),
        inUse: left.map((entry) => describe(entry, uses)),
      };
    });
  }
}

function selected(entries: Entry[], { component, unusedFor = 0 }: StoreSelection, { now }: Uses): Entry[] {
  return entries
    .filter((entry) => component === undefined || entry.component === component)
    .filter(({ used }) => now.getTime() - used.getTime() >= unusedFor)
    .sort((one, other) => one.component.localeCompare(other.component) || other.used.getTime() - one.used.getTime());
}

function describe(entry: Entry, uses: Uses): StoredBuild {
  const { component, key, size, used, manifest } = entry;
  const state = manifest ? 'kept' : isInUse(entry, uses) ? 'saving' : 'damaged';
  return { component, key, size, used, state, ...(manifest && { manifest }) };
}
