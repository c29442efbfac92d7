import { chownSync } from 'node:fs';
import { lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { accessing, makeFolder } from '@hypriotkit/core';
import type { FileOwner } from '@hypriotkit/engine';
import { sha256In } from './checksum-file';
import { ChecksumMismatch, ChecksumUnreadable, FolderInTheWay } from './errors';
import { keepTouched, partialFolder, releasePartial, removeLeftovers, replacedFolder } from './leftovers';
import { checksumText, MANIFEST, type Artifact } from './manifest';
import { writeFileFrom, type Written } from './write-file';

/** Suffix of an unfinished file. */
const PARTIAL = '.partial';
/** Size limit of a checksum file, in bytes. It may list other files, too. */
const LARGEST_CHECKSUM = 1024 * 1024;
/** Prefix of our hidden folders in a folder that others use too. */
const OURS = 'hypriotkit';

interface Beside {
  /** What is being done, as the beginning of a sentence. */
  what: string;
  /** Owner of the files. Only root can change it. */
  owner?: FileOwner;
}

/**
 * Writes a set of files atomically: all of them appear, complete, or none. They are written to a hidden folder first.
 * Until `commit`, the previous files stay.
 */
export class OutputFolder {
  private readonly written = new Map<string, Written>();
  /** Names of all files, checksums included, in the order they were written. */
  private readonly names = new Set<string>();
  private readonly leave: () => void;

  private constructor(
    readonly path: string,
    private readonly partial: string,
    /** Undefined if the whole folder is replaced. */
    private readonly beside?: Beside,
  ) {
    this.leave = keepTouched(partial);
  }

  /** Starts a folder of its own. `commit` replaces the folder as a whole. */
  static async begin(path: string): Promise<OutputFolder> {
    const folder = new OutputFolder(path, partialFolder(dirname(path), basename(path)));
    await folder.prepare(async () => {
      await makeFolder(dirname(path));
      await removeLeftovers(dirname(path), basename(path));
      await makeFolder(folder.partial);
    });
    return folder;
  }

  /** Starts files in a shared folder. `commit` replaces files of the same names and keeps the others. */
  static async within(path: string, beside: Beside): Promise<OutputFolder> {
    const folder = new OutputFolder(path, partialFolder(path, OURS), beside);
    await folder.prepare(async () => {
      await removeLeftovers(path, OURS);
      await mkdir(folder.partial, 0o700);
      folder.give(folder.partial);
    });
    return folder;
  }

  /** Streams content to a file. The file gets its final name when it is complete. */
  async write(file: string, content: Readable): Promise<Written> {
    const path = this.pathOf(file);
    const written = await writeFileFrom(path + PARTIAL, content, join(this.path, file));
    await this.accessing(() => rename(path + PARTIAL, path));
    this.written.set(file, written);
    this.names.add(file);
    return written;
  }

  /** Writes an artifact, checks it, and writes its checksum beside it. @throws ChecksumMismatch */
  async writeArtifact({ file, sha256 }: Artifact, content: Readable): Promise<void> {
    const written = await this.write(file, content);
    if (written.sha256 !== sha256) throw new ChecksumMismatch(file, sha256, written.sha256);
    await this.seal(file);
  }

  /** Sizes and checksums of the files written so far, by name. */
  files(): ReadonlyMap<string, Written> {
    return this.written;
  }

  /** Checks a file against the checksum that came with it. If none came, writes one. */
  async seal(file: string): Promise<void> {
    const { sha256 } = this.written.get(file)!;
    const checksum = `${file}.sha256`;
    const came = this.written.get(checksum);
    if (came) {
      if (came.size > LARGEST_CHECKSUM) throw new ChecksumUnreadable(file, 'has more than 1 MB');
      const said = sha256In(await this.accessing(() => readFile(this.pathOf(checksum), 'utf8')), file);
      if (said !== sha256) throw new ChecksumMismatch(file, said, sha256);
    }
    await this.writeText(checksum, checksumText({ file, sha256 }));
  }

  /** The path of a written file before `commit`. */
  pathOf(file: string): string {
    return join(this.partial, file);
  }

  /** Removes the files written so far. */
  async clear(): Promise<void> {
    this.written.clear();
    this.names.clear();
    await this.accessing(async () => {
      await rm(this.partial, { recursive: true, force: true });
      await makeFolder(this.partial);
    });
  }

  /**
   * Checks that `commit` can replace what has the names of the files. Where several folders belong together, check all of
   * them before the first commit.
   *
   * @throws FolderInTheWay
   */
  async checkPlaces(): Promise<void> {
    const names = [...this.names, MANIFEST];
    const kinds = await Promise.all(names.map((name) => lstat(join(this.path, name)).catch(() => undefined)));
    const folders = names.filter((_, at) => kinds[at]?.isDirectory());
    if (this.beside && folders.length > 0) throw new FolderInTheWay(folders);
  }

  /**
   * Moves the files, and the manifest if given, into place. This replaces the previous files.
   *
   * @returns the names of all files
   */
  async commit(manifest?: string): Promise<string[]> {
    if (manifest !== undefined) await this.writeText(MANIFEST, manifest);
    await this.accessing(() => (this.beside ? this.moveFiles() : this.moveFolder()));
    return [...this.names];
  }

  /**
   * Removes uncommitted files. Call it in every case, even after `commit`. Failures are ignored so that they do not
   * hide the original error; the next run removes the rest.
   */
  async discard(): Promise<void> {
    await rm(this.partial, { recursive: true, force: true }).catch(() => undefined);
    this.leave();
    releasePartial(this.partial);
  }

  private async prepare(work: () => Promise<void>): Promise<void> {
    try {
      await this.accessing(work);
    } catch (error) {
      await this.discard();
      throw error;
    }
  }

  private async moveFolder(): Promise<void> {
    const old = replacedFolder(this.partial);
    await rename(this.path, old).catch(ignoreMissing);
    await rename(this.partial, this.path);
    await rm(old, { recursive: true, force: true });
  }

  /** The manifest is moved last: it promises that the other files exist. */
  private async moveFiles(): Promise<void> {
    await this.checkPlaces();
    for (const name of this.names) this.give(this.pathOf(name));
    for (const name of this.names) await rename(this.pathOf(name), join(this.path, name));
  }

  private async writeText(file: string, text: string): Promise<void> {
    await this.accessing(() => writeFile(this.pathOf(file), text));
    this.names.add(file);
  }

  private give(path: string): void {
    const { owner } = this.beside ?? {};
    if (owner && process.getuid?.() === 0) chownSync(path, owner.uid, owner.gid);
  }

  private accessing<T>(work: () => Promise<T>): Promise<T> {
    const { beside, path } = this;
    return beside ? accessing(beside.what, path, work) : accessing(`Writing ${path}`, this.partial, work);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
