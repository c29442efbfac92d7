import { randomBytes } from 'node:crypto';
import {
  BOARDS_VARIABLE,
  DEFAULT_VOLUME,
  EXIT,
  HANDOVER_FILE,
  HANDOVER_VARIABLE,
  IN_IMAGE,
  SHARED_VARIABLE,
  SIZE_VARIABLE,
  STOP_SECONDS,
  STORE_VARIABLE,
  VERBOSITY_VARIABLE,
  type Handover,
  type Verbosity,
} from '@hypriotkit/contract';
import { silentLogger, type Logger, type Masker } from '@hypriotkit/core';
import { ownerLabels, runJob, type Engine, type LineSink } from '@hypriotkit/engine';
import type { FailedJob } from '../errors';

/** A node that dies takes the job with it. One that takes it again is not chance any more. */
const ATTEMPTS = 3;
const LINES_KEPT = 30;
/** The program's own verdict. Anything else was done to it. */
const VERDICTS: number[] = [EXIT.failed, EXIT.badInput];

/** What all jobs of a build have in common. */
export interface Circumstances {
  engine: Engine;
  image: string;
  verbosity: Verbosity;
  handover: Omit<Handover, 'result'>;
  /** As the swarm calls it. */
  architecture?: string;
  onLine: LineSink;
  masker: Masker;
  signal?: AbortSignal;
  log?: Logger;
}

/** What one job builds. */
export interface Work {
  /** What messages call it. */
  what: string;
  boards: string[];
  /** Only what the boards have in common. */
  shared?: boolean;
  /** The name of its result on the server. */
  result: string;
}

/**
 * Has a machine of the swarm build something, and another one if the machine dies. Returns how it failed; undefined if it
 * did not.
 */
export async function runSwarmJob(work: Work, circumstances: Circumstances): Promise<FailedJob | undefined> {
  const { what } = work;
  const { engine, verbosity, log = silentLogger } = circumstances;
  for (let attempt = 1; ; attempt += 1) {
    const lines: string[] = [];
    const end = await runJob(engine, specOf(work, circumstances, lines));
    if (end.kind === 'done') return undefined;
    const isVerdict = end.kind === 'failed' && VERDICTS.includes(end.exitCode);
    const reason =
      end.kind === 'failed'
        ? `exit code ${end.exitCode} on ${end.node}`
        : `${end.reason}${end.node ? ` (${end.node})` : ''}`;
    if (isVerdict || attempt === ATTEMPTS) {
      return { what, reason, lastLines: verbosity === 'quiet' ? lines : [] };
    }
    log.warn(`${what}: ${reason}; it is built again, elsewhere if there is another node`);
  }
}

function specOf(work: Work, circumstances: Circumstances, lines: string[]): Parameters<typeof runJob>[1] {
  const { what, boards, shared, result } = work;
  const { image, verbosity, handover, architecture, onLine, masker, signal, log } = circumstances;
  const size = process.env[SIZE_VARIABLE];
  return {
    name: `hypriotkit-${randomBytes(6).toString('hex')}`,
    image,
    env: {
      [VERBOSITY_VARIABLE]: verbosity,
      [BOARDS_VARIABLE]: boards.join(','),
      [HANDOVER_VARIABLE]: HANDOVER_FILE,
      // Each machine keeps its store. The delivery folder is removed with the container.
      [STORE_VARIABLE]: DEFAULT_VOLUME,
      ...(shared ? { [SHARED_VARIABLE]: 'true' } : {}),
      ...(size ? { [SIZE_VARIABLE]: size } : {}),
    },
    labels: ownerLabels({ project: what, task: 'build' }),
    hostPaths: { [IN_IMAGE.socket]: IN_IMAGE.socket },
    secret: { path: HANDOVER_FILE, text: JSON.stringify({ ...handover, result } satisfies Handover) },
    ...(architecture === undefined ? {} : { architecture }),
    stopSeconds: STOP_SECONDS,
    masker,
    onLine: (stream, line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      return onLine(stream, `[${what}] ${line}`);
    },
    onNode: ({ name }) => log?.step(`${what}: on ${name}`),
    onWait: (reason) => log?.detail(`${what}: ${reason}`),
    ...(signal === undefined ? {} : { signal }),
    ...(log === undefined ? {} : { log }),
  };
}
