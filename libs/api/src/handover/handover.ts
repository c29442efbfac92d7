import { statSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ChecksumMismatch, isAlive, MANIFEST, writeFileFrom, type Artifact } from '@hypriotkit/artifacts';
import { accessing } from '@hypriotkit/core';
import { TargetInvalid } from '../errors/input-invalid';

const WHAT = 'Copying the artifacts';

/** A hidden folder of files on their way; its name holds the id of the process, so that a killed one's can be told. */
const PARTIAL = /^\.hypriotkit\.(\d+)\.\w+$/;

/**
 * Files on their way into a folder that holds the user's own files too. They get their names all together, once all of
 * them are whole: until then, and in every other ending, the folder stays as it was.
 */
export class Handover {
  private readonly files: string[] = [];

  private constructor(
    private readonly target: string,
    private readonly partial: string,
  ) {}

  /** @throws TargetInvalid when something of the user's has a name that an artifact is to get */
  static async begin(target: string, artifacts: Artifact[]): Promise<Handover> {
    for (const { file } of artifacts) [file, `${file}.sha256`].forEach((name) => refuseFolder(target, name));
    return accessing(WHAT, target, async () => {
      await removeLeftovers(target);
      return new Handover(target, await mkdtemp(join(target, `.hypriotkit.${process.pid}.`)));
    });
  }

  /** Writes an artifact and its checksum. */
  async write({ file, sha256 }: Artifact, content: Readable): Promise<void> {
    const written = await writeFileFrom(join(this.partial, file), content, join(this.target, file));
    if (written.sha256 !== sha256) throw new ChecksumMismatch(file, sha256, written.sha256);
    this.files.push(file);
    await this.add(`${file}.sha256`, `${sha256}  ${file}\n`);
  }

  /** Gives all files their names, the manifest last; returns the names. */
  async finish(manifest: string): Promise<string[]> {
    await this.add(MANIFEST, manifest);
    await accessing(WHAT, this.target, async () => {
      for (const file of this.files) await rename(join(this.partial, file), join(this.target, file));
    });
    return this.files;
  }

  /** Removes what has not got its name. */
  async discard(): Promise<void> {
    await rm(this.partial, { recursive: true, force: true }).catch(() => undefined);
  }

  private async add(file: string, text: string): Promise<void> {
    await accessing(WHAT, join(this.target, file), () => writeFile(join(this.partial, file), text));
    this.files.push(file);
  }
}

function refuseFolder(target: string, file: string): void {
  if (!statSync(join(target, file), { throwIfNoEntry: false })?.isDirectory()) return;
  throw new TargetInvalid(target, `it has a folder named ${file}`, 'Move it away, or name another target folder.');
}

async function removeLeftovers(target: string): Promise<void> {
  for (const entry of await readdir(target)) {
    const [, pid] = PARTIAL.exec(entry) ?? [];
    if (pid && Number(pid) !== process.pid && !isAlive(Number(pid)))
      await rm(join(target, entry), { recursive: true, force: true });
  }
}
