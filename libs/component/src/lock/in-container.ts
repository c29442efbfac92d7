import { parseRecord, recordText, sorted, type Fetched, type Package } from '@hypriotkit/config';
import { putText, type Container } from '@hypriotkit/engine';
import type { BuilderImage } from '../builder-image';
import { LockedUnavailable } from '../errors';
import { textIn } from './text-in';

/* The files of the shell library of the builders: components/base_image/builder/inputs.sh. */
const LOCK = '/run/hypriotkit/lock';
const SNAPSHOT = '/run/hypriotkit/snapshot';
const RECORD = '/run/hypriotkit/inputs';
const REFUSED = '/run/hypriotkit/unlocked';

/** Hands the lock to a builder, before its container is started. */
export async function putLock(container: Container, lock: Fetched | undefined, snapshot: string[]): Promise<void> {
  if (!lock) return;
  await putText(container, LOCK, recordText(lock), 0o644);
  if (snapshot.length > 0) await putText(container, SNAPSHOT, snapshot.map((line) => `${line}\n`).join(''), 0o644);
}

/** Returns the error of a locked build that has failed because it could not get what is locked. */
export async function refusalOf(
  container: Container,
  lock: Fetched | undefined,
): Promise<LockedUnavailable | undefined> {
  const problems = lock && (await textIn(container, REFUSED));
  return problems ? new LockedUnavailable(problems.trimEnd().split('\n')) : undefined;
}

/** Returns what a build has fetched; undefined if its builder does not record it. */
export async function fetchedIn(
  container: Container,
  builder: BuilderImage,
  tools: Package[] | undefined,
): Promise<Fetched | undefined> {
  const record = await textIn(container, RECORD);
  if (record === undefined) return undefined;
  return sorted({ ...parseRecord(record), bases: basesOf(builder), ...(tools && { tools }) });
}

/**
 * Checks that a builder image is made from the images in the lock.
 *
 * @throws LockedUnavailable
 */
export function checkBases(lock: Fetched | undefined, builder: BuilderImage): void {
  if (!lock) return;
  const { bases = [] } = lock;
  const problems = basesOf(builder).flatMap(({ image, digest }) => {
    const locked = bases.find((base) => base.image === image);
    if (locked?.digest === digest) return [];
    const said = locked ? `${locked.digest} is locked, and the engine has ${digest}` : 'it is not in the lock';
    return [`base image ${image}: ${said}`];
  });
  if (problems.length > 0)
    throw new LockedUnavailable(problems, 'Let the engine have the locked image under that name');
}

/** The images that were not built here. */
const basesOf = ({ sources }: Pick<BuilderImage, 'sources'>): { image: string; digest: string }[] =>
  sources.filter(({ digest }) => digest.startsWith('sha256:')).map(({ name, digest }) => ({ image: name, digest }));
