import { join } from 'node:path';
import type { OutputFolder } from '@hypriotkit/artifacts';
import { getFiles, makeDirectory, ownerLabels, putFiles, withContainer, type InputFile } from '@hypriotkit/engine';
import { ensureBuilderImage, type BuilderImage } from '../builder-image';
import type { Base } from '../request';
import { takesBaseImage } from '../takes-base-image';
import type { Tools } from '../tools';

/** What it is made from where a component's base is not one of ours. */
const BASE_LAYER = 'debian:trixie-slim';
const FOLDER = '/compare';
export const REPORTS = ['diffoscope.txt', 'diffoscope.html'];
const LIMITS = { TIMEOUT: '1200', REPORT_BYTES: String(10 * 1024 * 1024) };

/** What unpacking a file system as root takes. */
const ACCESS = { limited: true, capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID'], offline: true };

/** A file that two builds have made differently. */
export interface Pair {
  /** Its name in the report. */
  name: string;
  first: Side;
  second: Side;
}

interface Side {
  /** Absolute path. */
  path: string;
  /** SHA-256 of the content, 64 hex digits, if known. */
  sha256?: string;
}

/** Builds the image in which differences are found, from the base of the component: it reaches the same package mirror. */
export function ensureDiffoscope(of: Base, tools: Tools): Promise<BuilderImage> {
  const base: Base = 'folder' in of && takesBaseImage(of.folder) ? of : { image: BASE_LAYER };
  return ensureBuilderImage({ folder: join(__dirname, 'diffoscope'), image: imageFrom(base), base }, false, tools);
}

/** Its tag tells its base. Workspaces with different ones would otherwise build the image in turns. */
const imageFrom = ({ image }: Base): string => `hypriotkit/diffoscope:${image.replace(/[^\w.-]+/g, '-').slice(0, 100)}`;

/** Compares files in a container without network, and writes diffoscope's reports to the output. */
export async function findDifferences(
  pairs: Pair[],
  { image, id }: BuilderImage,
  output: OutputFolder,
  { engine, log, signal }: Tools,
): Promise<void> {
  const common = { engine, log, signal, masker: log.masker, onLine: (_: string, line: string) => log.line(line) };
  const labels = ownerLabels({ project: 'hypriotkit', task: 'reproduce' });
  const spec = { ...common, image, imageId: id, labels, env: LIMITS, access: ACCESS };
  await withContainer(engine, spec, async (container) => {
    for (const side of ['first', 'second'] as const) {
      await makeDirectory(container, `${FOLDER}/${side}`);
      await putFiles(container, `${FOLDER}/${side}`, pairs.map(fileOf(side)));
    }
    await container.start();
    const { exitCode } = await container.wait();
    if (exitCode !== 0) log.warn(`the comparison ended with exit code ${exitCode}; the reports may be incomplete`);
    const isReport = (name: string) => REPORTS.includes(name);
    await getFiles(container, FOLDER, isReport, async ({ name }, content) => void (await output.write(name, content)));
  });
}

/** Both have the same time, which is not what is compared. */
const fileOf =
  (side: 'first' | 'second') =>
  (pair: Pair): InputFile => ({
    name: pair.name,
    source: pair[side].path,
    ...(pair[side].sha256 !== undefined && { sha256: pair[side].sha256 }),
    modified: new Date(0),
  });
