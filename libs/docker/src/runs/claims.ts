import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessing, ownFolder, silentLogger, withLock } from '@hypriotkit/core';
import { processStart, stillRuns } from '@hypriotkit/engine';
import { RunConflict } from '../errors';

/** Holds the run that a task belongs to, as JSON. */
export const RUN_VARIABLE = 'HYPRIOTKIT_RUN';

/** What a run of Nx in a workspace makes its components of. */
export interface Run {
  id: string;
  /** Digests by component. */
  components: Record<string, string>;
  /** What its command line lays over them, as a digest. */
  options: string;
}

interface Claim extends Run {
  /** When it began: milliseconds since 1970. */
  since: number;
  /** The process of Nx, known from the first task on, and when it started. */
  pid?: number;
  started?: string;
}

/** How long a run counts that has no task yet: it may have been ended before it came to one. */
const BEGINNING_MILLISECONDS = 20_000;
const RETRY_MILLISECONDS = 300;

/**
 * Registers a run before Nx hashes or restores anything. Runs that make the same of every component get along. One that
 * has only begun is waited for until it shows that it is alive.
 *
 * @throws RunConflict when another one is under way that does not
 */
export async function claimRun(workspaceRoot: string, run: Run): Promise<void> {
  const claim = () =>
    change(workspaceRoot, (claims) => {
      refuseConflict(run, claims);
      return [...claims, { ...run, since: Date.now() }];
    });
  for (;;) {
    try {
      return await claim();
    } catch (error) {
      if (!(error instanceof RunConflict) || error.isCertain) throw error;
    }
    await sleep(RETRY_MILLISECONDS);
  }
}

/**
 * Records that a run is alive. One of its tasks calls this. A run that is not registered, because its command line did not
 * show that it builds or because it was taken for dead, is registered now.
 *
 * @param pid the process of Nx
 * @throws RunConflict if another run builds something else
 */
export async function holdRun(workspaceRoot: string, run: Run, pid = process.ppid): Promise<void> {
  await change(workspaceRoot, (claims) => {
    refuseConflict(run, claims);
    const { since } = claims.find(({ id }) => id === run.id) ?? { since: Date.now() };
    const held = { ...run, since, pid, started: processStart(pid) ?? '' };
    return [...claims.filter(({ id }) => id !== run.id), held];
  });
}

/** Its artifacts are its user's now. */
export async function releaseRun(workspaceRoot: string, id: string): Promise<void> {
  await change(workspaceRoot, (claims) => claims.filter((claim) => claim.id !== id));
}

function refuseConflict(run: Run, claims: Claim[]): void {
  for (const other of claims.filter(({ id }) => id !== run.id)) {
    const names = [...new Set([...Object.keys(run.components), ...Object.keys(other.components)])];
    const differing = names.filter((name) => run.components[name] !== other.components[name]);
    if (differing.length > 0)
      throw new RunConflict(other, `other fields, files, builders or options of ${differing.join(', ')}`);
    if (run.options !== other.options) throw new RunConflict(other, 'other options');
  }
}

async function change(workspaceRoot: string, how: (claims: Claim[]) => Claim[]): Promise<void> {
  const name = `runs of ${workspaceRoot}`;
  await withLock(name, { log: silentLogger }, async () => {
    const file = join(await ownFolder(), `${createHash('sha256').update(name).digest('hex').slice(0, 16)}.json`);
    const claims = how((await read(file)).filter(isAlive));
    await accessing('Registering the run', file, async () => {
      if (claims.length === 0) return rm(file, { force: true });
      await writeFile(`${file}.partial`, JSON.stringify(claims), { mode: 0o600 });
      await rename(`${file}.partial`, file);
    });
  });
}

/** What cannot be read was written by nobody of ours. */
async function read(file: string): Promise<Claim[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Claim[];
  } catch {
    return [];
  }
}

const isAlive = ({ pid, started, since }: Claim): boolean =>
  pid === undefined ? Date.now() - since < BEGINNING_MILLISECONDS : stillRuns(pid, started ?? '');
