import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { accessing, makeFolder } from '@hypriotkit/core';
import { sha256In } from './checksum-file';
import { ChecksumMismatch } from './errors';
import { isAlive } from './is-alive';
import { MANIFEST, printManifest, type Manifest } from './manifest';
import { writeFileFrom, type Written } from './write-file';

/** Ending of what is not finished. */
const PARTIAL = '.partial';

/**
 * A folder under `dist`, such as that of a component's artifacts, written beside its final place and moved there whole. The folder's name
 * holds the id of the process that writes, so that what a killed one left can be told and removed.
 */
export class OutputFolder {
  private readonly partial: string;
  private readonly written = new Map<string, Written>();

  private constructor(readonly path: string) {
    this.partial = join(dirname(path), `.${basename(path)}.${process.pid}${PARTIAL}`);
  }

  static async begin(path: string): Promise<OutputFolder> {
    const folder = new OutputFolder(path);
    await folder.accessing(async () => {
      await makeFolder(dirname(path));
      await removeLeftovers(path);
      await rm(folder.partial, { recursive: true, force: true });
      await makeFolder(folder.partial);
    });
    return folder;
  }

  /** Writes a file from a stream, never held in memory; it gets its name only when it is complete. */
  async write(file: string, content: Readable): Promise<Written> {
    const path = join(this.partial, file);
    const written = await writeFileFrom(path + PARTIAL, content, join(this.path, file));
    await this.accessing(() => rename(path + PARTIAL, path));
    this.written.set(file, written);
    return written;
  }

  /** Names, sizes and checksums of the files so far. */
  files(): ReadonlyMap<string, Written> {
    return this.written;
  }

  /** Checks a file against the checksum that came with it, or writes one beside it. */
  async seal(file: string): Promise<void> {
    const { sha256 } = this.written.get(file)!;
    const path = join(this.partial, `${file}.sha256`);
    if (this.written.has(`${file}.sha256`)) {
      const said = sha256In(await this.accessing(() => readFile(path, 'utf8')), file);
      if (said !== sha256) throw new ChecksumMismatch(file, said, sha256);
    }
    await this.accessing(() => writeFile(path, `${sha256}  ${file}\n`));
  }

  /** Where a written file is until the folder is committed. */
  pathOf(file: string): string {
    return join(this.partial, file);
  }

  /** Forgets and removes the files so far. */
  async clear(): Promise<void> {
    this.written.clear();
    await this.accessing(async () => {
      await rm(this.partial, { recursive: true, force: true });
      await makeFolder(this.partial);
    });
  }

  /** Writes the manifest beside the files; returns its path. */
  async writeManifest(manifest: Manifest): Promise<string> {
    await this.accessing(() => writeFile(this.pathOf(MANIFEST), printManifest(manifest)));
    return this.pathOf(MANIFEST);
  }

  /** Writes the manifest, if there is one, and moves the folder to its place; what was there before goes only now. */
  async commit(manifest?: Manifest): Promise<void> {
    if (manifest) await this.writeManifest(manifest);
    const old = `${this.partial}.old`;
    await this.accessing(async () => {
      await rm(old, { recursive: true, force: true });
      await rename(this.path, old).catch(ignoreMissing);
      await rename(this.partial, this.path);
      await rm(old, { recursive: true, force: true });
    });
  }

  /**
   * Removes what was written; for every ending but commit, after which it does nothing. What cannot be removed must not
   * hide why the work ended: it goes when the folder is begun the next time.
   */
  async discard(): Promise<void> {
    await rm(this.partial, { recursive: true, force: true }).catch(() => undefined);
  }

  private accessing<T>(work: () => Promise<T>): Promise<T> {
    return accessing(`Writing ${this.path}`, this.partial, work);
  }
}

/** Removes partial folders of processes that are no more. One that was being replaced when they died comes back. */
async function removeLeftovers(path: string): Promise<void> {
  const name = new RegExp(`^\\.${basename(path)}\\.(\\d+)\\${PARTIAL}(\\.old)?$`);
  for (const entry of await readdir(dirname(path)).catch(() => [])) {
    const [, pid, old] = name.exec(entry) ?? [];
    if (!pid || isAlive(Number(pid))) continue;
    const leftover = join(dirname(path), entry);
    if (old) await rename(leftover, path).catch(() => undefined);
    await rm(leftover, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
