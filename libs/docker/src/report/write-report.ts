import { dirname, join, relative, sep } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { withLock, type Logger } from '@hypriotkit/core';
import { indexPage, reportPage, type Checks, type IndexEntry, type Outcome, type ReportData } from '@hypriotkit/report';
import { REPORT_EXECUTOR } from '../lib/executors';
import { placesOf } from '../lib/places';
import { subjectOf } from '../lib/subject';
import { keepReported } from './history';
import { readJsonIfThere } from './read-json';
import { writeWhole } from '../lib/write-whole';

/** What the index says of a report: a file beside it. */
const ENTRY = 'entry.json';
const PAGE = 'report.html';

interface Written {
  /** Absolute path of the report. */
  page: string;
  /** Absolute path of the list of all reports. */
  index: string;
}

/** Writes the report of an image, and the list of all reports of the workspace. */
export async function writeReport(data: ReportData, context: ExecutorContext, log: Logger): Promise<Written> {
  const folder = folderOf(data.project, context.targetName!, context);
  const page = join(folder, PAGE);
  await writeWhole(page, await reportPage(data));
  const image = data.artifacts.find(({ role }) => role === 'sd-image')!;
  if (data.description) {
    const when = new Date(data.written).toISOString().slice(0, 16).replace('T', ' ');
    const { packages } = data.description;
    const findings = data.audit?.isOfThisImage ? data.audit.findings : undefined;
    const contents = {
      packages: packages.map(({ name, version }) => ({ name, version })),
      ...(findings && { findings }),
    };
    await keepReported(folder, { sha256: image.sha256, when, contents }, log);
  }
  const entry: Omit<IndexEntry, 'href'> = {
    project: data.project,
    file: image.file,
    size: image.size,
    ...(data.description && { packages: data.description.packages.length }),
    verify: outcomeOf(data.verify),
    boot: outcomeOf(data.boot),
    written: data.written,
  };
  await writeWhole(join(folder, ENTRY), JSON.stringify(entry));
  return { page, index: await writeIndex(context, log) };
}

const folderOf = (project: string, target: string, { root, projectsConfigurations }: ExecutorContext): string =>
  join(placesOf(subjectOf(project, target, projectsConfigurations.projects), root).reportsRoot, target);

function outcomeOf(checks: Checks | undefined): Outcome {
  if (!checks) return 'not run';
  if (checks.isOfThisImage === false) return 'of an earlier image';
  return checks.ok ? 'passed' : 'failed';
}

/** Writes the list of the reports that there are. Several tasks of a run may be at it, and the last one has them all. */
async function writeIndex(context: ExecutorContext, log: Logger): Promise<string> {
  const index = join(context.root, 'dist', 'reports', 'index.html');
  await withLock(index, { log }, async () => {
    const entries: IndexEntry[] = [];
    for (const [project, { targets = {} }] of Object.entries(context.projectsConfigurations.projects)) {
      for (const [target, { executor }] of Object.entries(targets)) {
        if (executor !== REPORT_EXECUTOR) continue;
        const folder = folderOf(project, target, context);
        const entry = await readJsonIfThere<Omit<IndexEntry, 'href'>>(join(folder, ENTRY), log);
        const href = relative(dirname(index), join(folder, PAGE)).split(sep).map(encodeURIComponent).join('/');
        if (entry) entries.push({ ...entry, href });
      }
    }
    await writeWhole(index, indexPage(entries));
  });
  return index;
}
