import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { throwIfInterrupted } from '@hypriotkit/core';
import {
  EngineRequestFailed,
  engineTime,
  ensureVolume,
  LABEL_STORE,
  LABEL_STORE_USE,
  listContainers,
  ownerLabels,
  removeContainer,
  sweepLeftovers,
  withContainer,
  type Container,
  type ContainerSpec,
  type Engine,
  type ListedContainer,
} from '@hypriotkit/engine';
import { MOUNT } from './layout';
import type { StorePlace } from './store-place';

/** Where the store is and how it is reached. */
interface StoreMeans {
  engine: Engine;
  place: StorePlace;
  /** Any image that the engine has. Its containers only give access to files and are never started. */
  image: string;
  /** Cancels a transfer and removes its container. */
  signal?: AbortSignal;
}

const LOCK = 'lock';
const SAVE = 'save';
const restoring = (name: string): string => `restore ${name}`;

/** Reading the index and freeing slots never takes longer than this. */
const LOCK_MILLISECONDS = 5 * 60 * 1000;
/** No transfer takes longer than this. An older container belongs to a process killed on another machine. */
const USE_MILLISECONDS = 24 * 60 * 60 * 1000;
const RETRY_MILLISECONDS = 100;
/** A lock is checked for being abandoned after this many tries. */
const PATIENCE = 20;

/**
 * Access to a store that processes, workspaces and machines share. They coordinate through containers of the engine.
 * Labels say who saves and restores; a container with a fixed name is the lock. Containers of killed processes are
 * swept like any other leftover.
 */
export class StoreAccess {
  private readonly id: string;

  constructor(
    readonly means: StoreMeans,
    private readonly component: string,
  ) {
    const { folder, volume } = means.place as { folder?: string; volume?: string };
    this.id = createHash('sha256')
      .update(folder ?? volume!)
      .digest('hex')
      .slice(0, 16);
  }

  /** For saving. While the container exists, the entry being written is not removed. */
  async saving<T>(work: (container: Container) => Promise<T>): Promise<T> {
    return this.withContainer({ use: SAVE }, work);
  }

  /**
   * For restoring: the entry is not removed meanwhile. This announces its use before it looks for the lock, and the
   * holder of the lock looks for uses afterwards, so one of them always sees the other.
   */
  async restoring<T>(name: string, work: (container: Container, uses: Uses) => Promise<T>): Promise<T> {
    return this.withContainer({ use: restoring(name) }, async (container) => {
      const uses = await this.uses(container);
      let locks = uses.locks();
      for (let tries = 1; locks.length > 0; tries += 1) {
        await this.pause();
        if (tries % PATIENCE === 0) await this.removeAbandonedLock();
        const still = (await this.uses(container)).locks();
        locks = locks.filter((id) => still.includes(id));
      }
      return work(container, uses);
    });
  }

  /** For changes to the store. Only one runs at a time; it sees all current uses. */
  async locked<T>(work: (container: Container, uses: Uses) => Promise<T>): Promise<T> {
    const name = `hypriotkit-store-${this.id}`;
    for (let tries = 1; ; tries += 1) {
      let entered = false;
      try {
        return await this.withContainer({ use: LOCK, name }, async (container) => {
          entered = true;
          await sweepLeftovers(this.means.engine);
          return work(container, await this.uses(container));
        });
      } catch (error) {
        const isTaken = error instanceof EngineRequestFailed && error.status === 409;
        if (entered || !isTaken) throw error;
      }
      await this.pause();
      if (tries % PATIENCE === 0) await this.removeAbandonedLock();
    }
  }

  private async withContainer<T>(
    { use, name }: { use: string; name?: string },
    work: (container: Container) => Promise<T>,
  ): Promise<T> {
    const { engine, place, image, signal } = this.means;
    if (place.folder === undefined) await ensureVolume(engine, place.volume);
    const mount = place.folder === undefined ? { volumes: { [place.volume]: MOUNT } } : hostPath(place.folder);
    const labels = {
      ...ownerLabels({ project: 'hypriotkit', task: `${this.component}:store` }),
      [LABEL_STORE]: this.id,
      [LABEL_STORE_USE]: use,
    };
    // The engine needs a command to create a container, even one that is never started. The image may have none.
    const spec: ContainerSpec = { image, command: ['true'], ...mount, labels, ...(name && { name }) };
    return withContainer(engine, { ...spec, ...(signal && { signal }) }, work);
  }

  private async uses(own?: Container): Promise<Uses> {
    const { engine } = this.means;
    const now = await engineTime(engine);
    const containers = await listContainers(engine, LABEL_STORE, this.id);
    return new Uses(
      containers.filter(({ id }) => id !== own?.id),
      now,
    );
  }

  /** Removes a killed process's lock. If the process lives after all, it can do no harm: its container is gone. */
  private async removeAbandonedLock(): Promise<void> {
    const { engine } = this.means;
    await sweepLeftovers(engine);
    for (const id of (await this.uses()).abandonedLocks()) await removeContainer(engine, id);
  }

  private async pause(): Promise<void> {
    await sleep(RETRY_MILLISECONDS * (1 + Math.random()));
    throwIfInterrupted(this.means.signal, 'Waiting for the store');
  }
}

/** What others were doing in the store at a time, by the engine's clock. */
export class Uses {
  constructor(
    private readonly containers: readonly ListedContainer[],
    readonly now: Date,
  ) {}

  isRestored(name: string): boolean {
    return this.recent(USE_MILLISECONDS).some(({ labels }) => labels[LABEL_STORE_USE] === restoring(name));
  }

  isWrittenBy(container: string): boolean {
    return this.recent(USE_MILLISECONDS).some(({ id }) => id === container);
  }

  locks(): string[] {
    return this.recent(LOCK_MILLISECONDS).filter(isLock).map(idOf);
  }

  abandonedLocks(): string[] {
    const recent = this.locks();
    return this.containers
      .filter(isLock)
      .map(idOf)
      .filter((id) => !recent.includes(id));
  }

  private recent(milliseconds: number): ListedContainer[] {
    return this.containers.filter(({ created }) => this.now.getTime() - created.getTime() < milliseconds);
  }
}

const idOf = ({ id }: ListedContainer): string => id;
const isLock = ({ labels }: ListedContainer): boolean => labels[LABEL_STORE_USE] === LOCK;
const hostPath = (folder: string): Pick<ContainerSpec, 'hostPaths'> => ({ hostPaths: { [folder]: MOUNT } });
