import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { InputMissing, readManifest, type Artifact } from '@hypriotkit/artifacts';
import { originOf, shownFields } from '@hypriotkit/config';
import { accessing, Masker, type Logger } from '@hypriotkit/core';
import { changesBetween, parsePackages, type Changes, type ComponentFields, type ReportData } from '@hypriotkit/report';
import { placesOf } from '../lib/places';
import { settingsOf, type Settings } from '../lib/settings';
import { subjectOf } from '../lib/subject';
import { thisTask } from '../lib/tasks';
import { readBoms } from './boms';
import { buildTasks } from './build-tasks';
import { earlierImage } from './history';
import { ReportFolder } from './read-reports';

const IMAGE_ROLE = 'sd-image';

/**
 * Gathers what a report is about. Reports of targets that have not been run are absent. Secrets are hidden.
 *
 * @param folder The folder of the image and its manifest.
 * @param previous A list of packages to compare with, relative to the workspace.
 * @throws InputMissing if the image is not built
 */
export async function gather(
  folder: string,
  context: ExecutorContext,
  log: Logger,
  previous?: string,
): Promise<ReportData> {
  const { projects } = context.projectsConfigurations;
  const project = context.projectName!;
  const subject = subjectOf(project, context.targetName!, projects);
  const { artifacts = [], notes = [] } = (await readManifest(folder)) ?? {};
  const image = artifacts.find(({ role }) => role === IMAGE_ROLE);
  if (!image) throw new InputMissing(subject.component, IMAGE_ROLE, folder);
  // Options of the report are not fields of the image.
  const settings = settingsOf({ ...thisTask({}, context), overrides: {} }, context, 'build');
  const masker = new Masker(settings.secrets);
  const { reportsRoot } = placesOf(subject, context.root);
  const reports = new ReportFolder(reportsRoot, image, masker, log);
  const build = await buildTasks(subject, context);
  const description = await reports.description();
  const [verify, boot, console] = [
    await reports.checks('verify'),
    await reports.checks('boot'),
    await reports.console(),
  ];
  const audit = await reports.audit();
  const mapped = await mappedBytes(folder, artifacts);
  const changes = description && (await changesOf(description.packages));
  return {
    component: subject.component,
    project,
    ...(subject.board !== undefined && { board: subject.board }),
    written: Date.now(),
    folder: relative(context.root, folder),
    artifacts,
    // Without the mark that a builder's note has.
    notes: notes.map((note) => note.replace(/^\S+> /, '')),
    ...(description && { description }),
    ...(mapped !== undefined && { mapped }),
    ...(changes && { changes }),
    build,
    ...(verify && { verify }),
    ...(boot && { boot }),
    ...(console !== undefined && { console }),
    ...(audit && { audit }),
    boms: await readBoms(folder, artifacts, log),
    configuration: build.map(({ component }) => fieldsOf(settings, component, masker)),
  };

  async function changesOf(packages: NonNullable<typeof description>['packages']): Promise<Changes | undefined> {
    if (previous !== undefined) {
      const path = resolve(context.root, previous);
      const text = await accessing('Reading the packages of the earlier image', path, () => readFile(path, 'utf8'));
      return changesBetween({ packages: parsePackages(text) }, { packages }, previous);
    }
    const earlier = await earlierImage(join(reportsRoot, context.targetName!), image!.sha256, log);
    return earlier && changesBetween(earlier.contents, { packages }, `the image of ${earlier.when}`);
  }
}

/** Returns how much of the image its block map says a card has to hold. */
async function mappedBytes(folder: string, artifacts: Artifact[]): Promise<number | undefined> {
  const map = artifacts.find(({ role }) => role === 'block-map');
  if (!map) return undefined;
  const text = await readFile(join(folder, map.file), 'utf8').catch(() => '');
  const [size, blocks] = ['BlockSize', 'MappedBlocksCount'].map(
    (name) => new RegExp(`<${name}> *(\\d+)`).exec(text)?.[1],
  );
  return size === undefined || blocks === undefined ? undefined : Number(size) * Number(blocks);
}

const fieldsOf = ({ configuration }: Settings, component: string, masker: Masker): ComponentFields => ({
  component,
  fields: shownFields(configuration, component).map(([field, value]) => ({
    field,
    value: value === '[]' ? '' : masker.mask(value),
    origin: originOf(configuration, component, field),
  })),
});
