import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessing, ownFolder, silentLogger, withLock } from '@hypriotkit/core';
import { processStart, stillRuns } from '@hypriotkit/engine';
import { RunConflict } from '../errors';

/** Holds the run that a task belongs to, as JSON. */
export const RUN_VARIABLE = 'HYPRIOTKIT_RUN';

/** An Nx run in a workspace, and what its components are made from. */
export interface Run {
  id: string;
  /** Digests, by component. */
  components: Record<string, string>;
  /** Digest of the options that its command line sets. */
  options: string;
  /**
   * Digests of values that the configuration takes from environment variables, by variable. Only tasks know them for
   * certain: Nx's daemon may have other variables than the shell that began the run.
   */
  variables?: Record<string, string>;
}

interface Claim extends Run {
  /** Start, in milliseconds since 1970. */
  since: number;
  /** Process ID of Nx, known from the first task on. */
  pid?: number;
  started?: string;
}

/** Process ID of Nx. On a terminal, the parent of a task is a process that lives only as long as the task. */
const pidOfNx = (): number => Number(process.env['NX_INVOCATION_ANCESTOR_PIDS']?.split(',').at(-1)) || process.ppid;

/** How long a run without a task counts. It may have been killed before its first task. */
const BEGINNING_MILLISECONDS = 20_000;
const RETRY_MILLISECONDS = 300;

/**
 * Registers a run before Nx hashes or restores anything. Runs that would build the same do not conflict. If a
 * conflicting run has only registered itself, this waits until that run either shows that it is alive or expires.
 *
 * @throws RunConflict if a run that builds something else is under way
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
 * Records that a run is alive; each of its tasks calls this. Registers the run if it is not registered: its command
 * line did not show that it builds, or it was taken for dead.
 *
 * @param pid The process ID of Nx.
 * @throws RunConflict if another run builds something else
 */
export async function holdRun(workspaceRoot: string, run: Run, pid = pidOfNx()): Promise<void> {
  await change(workspaceRoot, (claims) => {
    refuseConflict(run, claims);
    const { since } = claims.find(({ id }) => id === run.id) ?? { since: Date.now() };
    const held = { ...run, since, pid, started: processStart(pid) ?? '' };
    return [...claims.filter(({ id }) => id !== run.id), held];
  });
}

/** Removes a run's registration. */
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
    const variable = differingVariable(run.variables, other.variables);
    if (variable !== undefined) {
      throw new RunConflict(other, `another value of the environment variable ${variable}`);
    }
  }
}

/** Returns a variable that two runs know different values of. A run that does not know one builds nothing from it. */
const differingVariable = (own: Run['variables'] = {}, others: Run['variables'] = {}): string | undefined =>
  Object.keys(own).find((name) => Object.hasOwn(others, name) && own[name] !== others[name]);

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

/** Content that cannot be read counts as no claims, as this plugin did not write it. */
async function read(file: string): Promise<Claim[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Claim[];
  } catch {
    return [];
  }
}

/** A beginning in the future is one of before the clock was set back. */
const isAlive = ({ pid, started, since }: Claim): boolean =>
  pid === undefined ? Math.abs(Date.now() - since) < BEGINNING_MILLISECONDS : stillRuns(pid, started ?? '');
