import { text as textOf } from 'node:stream/consumers';
import type { Logger } from '@hypriotkit/core';
import {
  ensureVolume,
  getFiles,
  ownerLabels,
  PathNotFound,
  putFiles,
  runContainer,
  withContainer,
  type Container,
  type ContainerSpec,
  type Engine,
} from '@hypriotkit/engine';
import { MANIFEST, type Manifest } from './manifest';
import type { OutputFolder } from './output-folder';
import type { StorePlace } from './store-place';

const MOUNT = '/artifacts';
/** Hidden, as what people look for in the same place is delivered beside it. */
const FOLDER = `${MOUNT}/.store`;
/** Builds of one component that are kept. */
const KEEP = 4;

/**
 * Finished builds of one component, kept by the engine, in a volume, by what they were made from. Files are moved through
 * a container that is never started, so that a remote engine serves as well. An entry counts when its manifest is there,
 * which is written last.
 */
export class ArtifactStore {
  /**
   * @param image any image that the engine has: the container needs one to hold the volume
   * @param signal ends a transfer early, container included
   */
  constructor(
    private readonly engine: Engine,
    private readonly component: string,
    private readonly image: string,
    private readonly signal: AbortSignal,
    private readonly place: StorePlace,
  ) {}

  /** Copies an entry out. False when there is none, or when a file in it is not what its manifest says. */
  async restore(key: string, output: OutputFolder, log: Logger): Promise<boolean> {
    return this.withVolume(async (container) => {
      const manifest = await this.readManifest(container, key);
      if (!manifest) return false;
      await getFiles(
        container,
        this.files(key),
        () => true,
        async (file, content) => void (await output.write(file.name, content)),
      );
      const broken = manifest.artifacts.filter(({ file, sha256 }) => output.files().get(file)?.sha256 !== sha256);
      if (broken.length === 0) return true;
      log.warn(`the store's copy of ${broken.map(({ file }) => file).join(', ')} is damaged; building it again`);
      await output.clear();
      return false;
    });
  }

  /** Keeps the files of a finished build, and no more than the newest few. */
  async save(key: string, output: OutputFolder, manifest: Manifest): Promise<void> {
    await this.withVolume(async (container) => {
      const files = manifest.artifacts.flatMap(({ file }) => [file, `${file}.sha256`]);
      await putFiles(
        container,
        this.files(key),
        files.map((name) => ({ name, source: output.pathOf(name) })),
        this.place.owner,
      );
      const mark = await output.writeManifest(manifest);
      await putFiles(container, this.mark(key), [{ name: MANIFEST, source: mark }], this.place.owner);
    });
    await this.removeOldest();
  }

  private async readManifest(container: Container, key: string): Promise<Manifest | undefined> {
    let text = '';
    try {
      await getFiles(
        container,
        this.mark(key),
        () => true,
        async (_, content) => void (text = await textOf(content)),
      );
    } catch (error) {
      if (error instanceof PathNotFound) return undefined;
      throw error;
    }
    return JSON.parse(text) as Manifest;
  }

  private async removeOldest(): Promise<void> {
    const script = `cd "$1" && ls -1t | tail -n +${KEEP + 1} | xargs -r rm -rf --`;
    const command = ['-c', script, 'sh', `${FOLDER}/${this.component}`];
    await runContainer(this.engine, { ...this.spec(), entrypoint: ['sh'], command });
  }

  private async withVolume<T>(use: (container: Container) => Promise<T>): Promise<T> {
    if (this.place.folder === undefined) await ensureVolume(this.engine, this.place.volume);
    return withContainer(this.engine, this.spec(), use);
  }

  private spec(): ContainerSpec {
    const labels = ownerLabels({ project: 'hypriotkit', task: `${this.component}:store` });
    const { folder } = this.place;
    const mount =
      folder === undefined ? { volumes: { [this.place.volume]: MOUNT } } : { hostPaths: { [folder]: MOUNT } };
    // An image may have no command of its own, and the engine makes no container without one, started or not.
    return { image: this.image, command: ['true'], ...mount, labels, signal: this.signal };
  }

  private files(key: string): string {
    return `${FOLDER}/${this.component}/${key}/files`;
  }

  private mark(key: string): string {
    return `${FOLDER}/${this.component}/${key}/manifest`;
  }
}
