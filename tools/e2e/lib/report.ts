import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './workspace';

/** What a run of `verify` or `boot` found. */
export interface Report {
  title: string;
  ok: boolean;
  error: string | null;
  results: { expect: string; group: string; kind: string; ok: boolean; detail: string; applies: boolean }[];
}

/** The report of the last run of a target of rpi_sd_image. */
export function readReport(target: string, root = ROOT): Report {
  return JSON.parse(reportFile(target, `${target}.json`, root)) as Report;
}

export function reportFile(target: string, name: string, root = ROOT): string {
  return readFileSync(join(root, 'dist', 'reports', 'rpi_sd_image', target, name), 'utf8');
}

/** The report of the last run of a target of a board. */
export function boardReport(board: string, target: string, root: string): Report {
  return JSON.parse(
    readFileSync(join(root, 'dist', 'boards', board, 'reports', target, `${target}.json`), 'utf8'),
  ) as Report;
}

/** What is not as expected, in words. */
export function failures({ results, error }: Report): string[] {
  const failed = results.filter(({ ok }) => !ok).map(({ group, expect, detail }) => `${group}: ${expect}: ${detail}`);
  return error ? [...failed, error] : failed;
}

/** Names of a group's results that apply and hold. */
export function held({ results }: Report, group: string): string[] {
  return results.filter((one) => one.group === group && one.ok && one.applies).map((one) => one.expect);
}

/** How many expectations apply and hold in a phase of a boot. */
export function expectationsHeld({ results }: Report, phase: string): number {
  return results.filter((one) => one.group.startsWith(`${phase}: `) && one.ok && one.applies).length;
}
