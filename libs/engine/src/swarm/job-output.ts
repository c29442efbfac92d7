import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { dockerOf, type Engine } from '../connection/engine';
import { fromEngine } from '../from-engine';
import { followOutput } from '../containers/follow-output';
import type { StreamName } from '../containers/multiplexed';
import type { JobSpec } from './job-spec';

/** The swarm's output is some moments behind. */
const REST_MILLISECONDS = 500;
/** The swarm may wait for nodes that do not answer any more. */
const PATIENCE_MILLISECONDS = 30_000;

/**
 * The output of a job. The swarm hands lines on as they come, but neither ends with the job nor promises the last ones, so
 * those are read again at the end.
 */
export class JobOutput {
  private readonly seen: Record<StreamName, number> = { stdout: 0, stderr: 0 };
  private readonly stop = new AbortController();
  private readonly followed: Promise<void>;

  constructor(
    private readonly engine: Engine,
    private readonly service: string,
    private readonly spec: Pick<JobSpec, 'onLine' | 'masker'>,
  ) {
    // What breaks off is read again.
    this.followed = this.follow().catch(() => undefined);
  }

  /** Passes on what has not been passed on yet, as far as the swarm gives it in time. */
  async end(): Promise<void> {
    await sleep(REST_MILLISECONDS);
    await this.abandon();
    const left = { ...this.seen };
    const patience = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    try {
      const content = await this.request({ follow: false, abortSignal: patience });
      await this.read(content, (stream) => (left[stream] -= 1) < 0);
    } catch (error) {
      if (!patience.aborted) throw fromEngine('Reading the output of a job', error);
    }
  }

  /** Ends without the rest. */
  async abandon(): Promise<void> {
    this.stop.abort();
    await this.followed;
  }

  private async follow(): Promise<void> {
    const content = await this.request({ follow: true, abortSignal: this.stop.signal });
    await this.read(content, (stream) => (this.seen[stream] += 1) > 0);
  }

  /** dockerode takes for text what ends by itself. */
  private request({ follow, abortSignal }: { follow: boolean; abortSignal: AbortSignal }): Promise<Readable> {
    const request = {
      path: `/services/${this.service}/logs?`,
      method: 'GET',
      isStream: true,
      abortSignal,
      options: { stdout: true, stderr: true, follow },
      statusCodes: { 200: true, 404: 'no such service', 500: 'server error' },
    } as never;
    return new Promise((resolve, reject) => {
      dockerOf(this.engine).modem.dial(request, (error, answer) => {
        if (error) reject(error);
        else resolve(answer as Readable);
      });
    });
  }

  private read(content: Readable, isNew: (stream: StreamName) => boolean): Promise<void> {
    const { onLine, masker } = this.spec;
    return followOutput(content, {
      ...(masker && { masker }),
      onLine: async (stream, line) => {
        if (isNew(stream)) await onLine?.(stream, line);
      },
    });
  }
}
