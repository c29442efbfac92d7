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

/** Whose store it is, and by which means it is reached. */
interface StoreMeans {
  engine: Engine;
  place: StorePlace;
  /** Any image that the engine has: its containers only give access, and are never started. */
  image: string;
  /** Ends a transfer early, container included. */
  signal?: AbortSignal;
}

const LOCK = 'lock';
const SAVE = 'save';
const restoring = (name: string): string => `restore ${name}`;

/** Nobody needs longer to look through the index and to free some slots. */
const LOCK_MILLISECONDS = 5 * 60 * 1000;
/** Nobody's transfer takes longer: what is left then is of a process that was killed, on a machine that only it can sweep. */
const USE_MILLISECONDS = 24 * 60 * 60 * 1000;
const RETRY_MILLISECONDS = 100;
/** Tries after which a lock is looked at more closely. */
const PATIENCE = 20;

/**
 * Access to a store that processes, workspaces and machines share. What they have in common is the engine, so that its
 * containers say who does what: their labels who saves and restores, a container of a certain name who has the lock.
 * Where a process was killed, they are swept as all containers are.
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

  /** For who saves: as long as the container is there, what is being written is not removed. */
  async saving<T>(work: (container: Container) => Promise<T>): Promise<T> {
    return this.withContainer({ use: SAVE }, work);
  }

  /**
   * For who restores: an entry is not removed while this works. It tells what it uses before it looks for the lock, and
   * whoever has the lock looks for uses after that: one of the two sees the other.
   */
  async restoring<T>(name: string, work: (container: Container, uses: Uses) => Promise<T>): Promise<T> {
    return this.withContainer({ use: restoring(name) }, async (container) => {
      const uses = await this.uses(container);
      let locks = uses.locks();
      while (locks.length > 0) {
        await this.pause();
        const still = (await this.uses(container)).locks();
        locks = locks.filter((id) => still.includes(id));
      }
      return work(container, uses);
    });
  }

  /** For who changes what is kept: one at a time, who is told of all others' uses. */
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
    // An image may have no command of its own, and the engine makes no container without one, started or not.
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

  /** That of a process that was killed. If it lives after all, it cannot do any more harm: its container is gone. */
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

/** What others do in the store, at a time by the clock of the engine. */
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
