import { rm } from 'node:fs/promises';
import { posix, relative } from 'node:path';
import { Readable } from 'node:stream';
import { OutputFolder, type Artifact } from '@hypriotkit/artifacts';
import { accessing, type Logger } from '@hypriotkit/core';
import { getFile, PathNotFound, type Container } from '@hypriotkit/engine';
import type { Input } from './prepare-run';
import type { Reports } from './request';

/** A report that a container has left. */
export type Report = Omit<Artifact, 'role'>;

/** Name of the file beside reports that says which artifacts they are about: a list of ReportInput. */
export const REPORT_INPUTS = 'inputs.json';

export type ReportInput = Pick<Input, 'component' | 'role' | 'file' | 'sha256'>;

/** Writes what reports are about into their folder. A report of the same name takes its place. */
export async function writeInputs(output: OutputFolder, inputs: Input[]): Promise<void> {
  if (output.files().has(REPORT_INPUTS)) return;
  const about = inputs.map(({ component, role, file, sha256 }): ReportInput => ({ component, role, file, sha256 }));
  await output.write(REPORT_INPUTS, Readable.from([`${JSON.stringify(about, null, 2)}\n`]));
}

/** Removes the reports of an earlier run, so that nobody mistakes them for new ones. */
export async function removeReports({ folder }: Reports): Promise<void> {
  await accessing('Removing the reports of an earlier run', folder, () => rm(folder, { recursive: true, force: true }));
}

/** Says where the reports are. */
export function sayWhere(log: Logger, folder: string, reports: Report[]): void {
  log.step(`The reports are in ${relative('', folder)}: ${reports.map(({ file }) => file).join(', ')}`);
}

/** Copies the reports out of a container that has ended. They appear all together or not at all. */
export async function collectReports(
  container: Container,
  workspace: string,
  { folder, files }: Reports,
  inputs: Input[],
  log: Logger,
): Promise<Report[]> {
  const output = await OutputFolder.begin(folder);
  try {
    for (const file of files) await take(file);
    const taken = [...output.files()].map(([file, { size, sha256 }]) => ({ file, size, sha256 }));
    if (taken.length === 0) {
      log.warn(`no report was left; expected ${files.join(', ')}`);
      return [];
    }
    await writeInputs(output, inputs);
    await output.commit();
    sayWhere(log, folder, taken);
    return taken;
  } finally {
    await output.discard();
  }

  async function take(file: string): Promise<void> {
    try {
      await getFile(
        container,
        posix.join(workspace, file),
        async (content) => void (await output.write(file, content)),
      );
    } catch (error) {
      if (!(error instanceof PathNotFound)) throw error;
    }
  }
}
