import { parseRecord, type Fetched, type Package } from '@hypriotkit/config';
import { ensureBuilderImage, renewBuilderImage, type BuilderImage } from '../builder-image';
import { LockedUnavailable } from '../errors';
import { inImage } from '../in-image';
import type { RunRequest } from '../request';
import type { Tools } from '../tools';
import { checkBases } from './in-container';
import { textIn } from './text-in';

/** The file that apt leaves in an image: components/base_image/builder/record-tools.sh. */
const RECORD = '/usr/share/hypriotkit/tools';

/** Returns the packages that apt has installed in a builder image, and in those that it is based on; undefined if it did not record them. */
export async function toolsOf(builder: BuilderImage, tools: Tools): Promise<Package[] | undefined> {
  const record = await inImage(builder, tools, (container) => textIn(container, RECORD));
  return record === undefined ? undefined : (parseRecord(record).packages ?? []);
}

/**
 * Ensures a component's builder image, with the packages in its lock. An image that has others, and what it is based on, is made anew from
 * what there is now, once.
 *
 * @throws LockedUnavailable
 */
export async function ensureLockedImage({ builder, fresh, lock }: RunRequest, tools: Tools): Promise<BuilderImage> {
  const found = await ensureBuilderImage(builder, fresh, tools);
  checkBases(lock, found);
  if ((await problemsOf(found, lock, tools)).length === 0) return found;
  tools.log.step(`The image ${builder.image} has other packages than the lock`);
  const renewed = await renewBuilderImage(builder, tools);
  const problems = await problemsOf(renewed, lock, tools);
  if (problems.length > 0) throw new LockedUnavailable(problems);
  return renewed;
}

async function problemsOf(builder: BuilderImage, lock: Fetched | undefined, tools: Tools): Promise<string[]> {
  return lock?.tools ? differences(lock.tools, (await toolsOf(builder, tools)) ?? []) : [];
}

function differences(locked: readonly Package[], there: readonly Package[]): string[] {
  const others = there.filter((one) => !locked.some((other) => isSame(one, other)));
  const missing = locked.filter((one) => !there.some((other) => isNamesake(one, other)));
  return [
    ...others.map((one) => `${inWords(one)}: ${saidOf(one, locked)}`),
    ...missing.map((one) => `${inWords(one)}: ${one.version} is locked, and none is installed`),
  ];
}

function saidOf(one: Package, locked: readonly Package[]): string {
  const namesake = locked.find((other) => isNamesake(one, other));
  if (!namesake) return `${one.version} is not in the lock`;
  return namesake.version === one.version
    ? `its SHA-256 is not the locked one, but ${one.sha256}`
    : `${namesake.version} is locked, and ${one.version} is there`;
}

const inWords = ({ name, architecture }: Package): string => `${name} (${architecture}) of the builder image`;

const isNamesake = (one: Package, other: Package): boolean =>
  one.name === other.name && one.architecture === other.architecture;

/** The index does not count: a security update becomes part of the next point release. */
const isSame = (one: Package, other: Package): boolean =>
  isNamesake(one, other) && one.version === other.version && one.sha256 === other.sha256;
