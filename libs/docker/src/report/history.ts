import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@hypriotkit/core';
import type { Contents } from '@hypriotkit/report';
import { readJsonIfThere } from './read-json';
import { writeWhole } from '../lib/write-whole';

/** The image that a report was about. */
export interface Reported {
  /** Of the image's file. */
  sha256: string;
  /** When it was first reported, for people. */
  when: string;
  contents: Contents;
}

/** The image of the last report, and the one before it: files beside the report. */
const [LAST, EARLIER] = ['reported.json', 'reported-before.json'];

/**
 * Returns the last image with another content that a report was about, if there was one.
 *
 * @param folder The folder of the reports.
 * @param sha256 Of the image that the next report is about.
 */
export async function earlierImage(folder: string, sha256: string, log: Logger): Promise<Reported | undefined> {
  const last = await readJsonIfThere<Reported>(join(folder, LAST), log);
  return last?.sha256 === sha256 ? readJsonIfThere<Reported>(join(folder, EARLIER), log) : last;
}

/** Keeps what later reports compare with. Of the same image, something may have become known. */
export async function keepReported(folder: string, reported: Reported, log: Logger): Promise<void> {
  const last = await readJsonIfThere<Reported>(join(folder, LAST), log);
  const isSame = last?.sha256 === reported.sha256;
  if (last && !isSame) await rename(join(folder, LAST), join(folder, EARLIER));
  await writeWhole(join(folder, LAST), JSON.stringify(isSame ? { ...reported, when: last.when } : reported));
}
