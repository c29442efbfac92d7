import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artifact } from '@hypriotkit/artifacts';
import { REPORT_INPUTS, type ReportInput } from '@hypriotkit/component';
import type { Logger, Masker } from '@hypriotkit/core';
import type { Audit, Checks, Description } from '@hypriotkit/report';
import { readJsonIfThere } from './read-json';

/** Reads what the targets of an image have left in its folder of reports. */
export class ReportFolder {
  constructor(
    private readonly root: string,
    private readonly image: Artifact,
    private readonly masker: Masker,
    private readonly log: Logger,
  ) {}

  /** What `describe` has read in the image; undefined if it read another one. */
  async description(): Promise<Description | undefined> {
    const found = await readJsonIfThere<Description>(this.pathOf('describe', 'describe.json'), this.log);
    if (found === undefined || (await this.isOfThisImage('describe')) !== false) return found;
    this.log.warn('what is in the image is left out: describe.json is about an earlier one');
    return undefined;
  }

  /** The results of `verify` or `boot`. */
  async checks(target: string): Promise<Checks | undefined> {
    const found = await readJsonIfThere<Checks>(this.pathOf(target, `${target}.json`), this.log);
    if (found === undefined) return undefined;
    const isOfThisImage = await this.isOfThisImage(target);
    const masked = (text: string | null) => (text === null ? null : this.masker.mask(text));
    return {
      ...found,
      error: masked(found.error),
      results: found.results.map((result) => ({ ...result, detail: this.masker.mask(result.detail) })),
      ...(isOfThisImage !== undefined && { isOfThisImage }),
    };
  }

  /** What `audit` has found. */
  async audit(): Promise<Audit | undefined> {
    const found = await readJsonIfThere<Audit>(this.pathOf('audit', 'audit.json'), this.log);
    if (found === undefined) return undefined;
    const isOfThisImage = await this.isOfThisImage('audit');
    return { ...found, ...(isOfThisImage !== undefined && { isOfThisImage }) };
  }

  /** What the console said when the image booted. */
  async console(): Promise<string | undefined> {
    try {
      return this.masker.mask(await readFile(this.pathOf('boot', 'boot-console.txt'), 'utf8'));
    } catch {
      return undefined;
    }
  }

  private pathOf(target: string, file: string): string {
    return join(this.root, target, file);
  }

  private async isOfThisImage(target: string): Promise<boolean | undefined> {
    const inputs = await readJsonIfThere<ReportInput[]>(this.pathOf(target, REPORT_INPUTS), this.log);
    return inputs?.some(({ sha256 }) => sha256 === this.image.sha256);
  }
}
