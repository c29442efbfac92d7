import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Exchange, MANIFEST, opened } from '@hypriotkit/artifacts';
import { boardPlace, HANDOVER_VARIABLE, type Handover, type Places } from '@hypriotkit/contract';
import { HandoverUnusable } from './errors';

/** Variables that Nx reads to use a shared cache. */
const CACHE = {
  server: 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER',
  token: 'NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN',
  authorities: 'NODE_EXTRA_CA_CERTS',
};
/** Certificates are public, and the builds are another user's. */
const AUTHORITIES_FILE = join(tmpdir(), 'hypriotkit-authorities.crt');

/** What a job of a swarm works with. */
export class Job {
  private constructor(
    private readonly handover: Handover,
    private readonly exchange: Exchange,
  ) {}

  /**
   * Takes over the user's files, if this container is a job of a swarm.
   *
   * @throws HandoverUnusable, ExchangeFailed, Interrupted
   */
  static async begin(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Job | undefined> {
    const file = env[HANDOVER_VARIABLE];
    if (!file) return undefined;
    const handover = handoverIn(file);
    const job = new Job(handover, await Exchange.by(handover.cache, signal));
    const { id, seal } = handover.input;
    const sealed = await job.exchange.get("Fetching the user's files", id);
    try {
      await opened(sealed, seal, (content) => tar(['--extract', '--keep-old-files', '--directory=/'], content));
    } catch (error) {
      throw new HandoverUnusable(`The user's files cannot be unpacked: ${(error as Error).message}`, error);
    }
    return job;
  }

  /** Variables with which the builds use the shared cache. */
  variables(): NodeJS.ProcessEnv {
    const { server, token, authorities } = this.handover.cache;
    if (authorities !== undefined) writeFileSync(AUTHORITIES_FILE, authorities);
    return {
      [CACHE.server]: server,
      ...(token === undefined ? {} : { [CACHE.token]: token }),
      ...(authorities === undefined ? {} : { [CACHE.authorities]: AUTHORITIES_FILE }),
    };
  }

  /** Sends what was delivered for a board. @throws ExchangeFailed, Interrupted */
  async send(board: string, { artifacts }: Places): Promise<void> {
    const from = join(artifacts, boardPlace(board));
    const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-result-'));
    const file = join(folder, 'result.tar');
    try {
      const others = readdirSync(from).filter((name) => name !== MANIFEST && !name.startsWith('.'));
      await tar(['--create', `--file=${file}`, `--directory=${from}`, '--', MANIFEST, ...others]);
      await this.exchange.put(`Sending the image of ${board}`, this.handover.result, file);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

function handoverIn(file: string): Handover {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Handover;
  } catch (error) {
    // The text has a token and a key, so no part of it is shown.
    throw new HandoverUnusable(`${file}, which ${HANDOVER_VARIABLE} names, cannot be read.`, error);
  }
}

/** Runs tar, which reads the archive from its standard input if it is given one. */
async function tar(args: string[], archive?: AsyncIterable<Buffer>): Promise<void> {
  const child = spawn('tar', args, { stdio: [archive ? 'pipe' : 'ignore', 'ignore', 'pipe'] });
  const said: Buffer[] = [];
  child.stderr!.on('data', (piece: Buffer) => said.push(piece));
  const closed = once(child, 'close') as Promise<[number | null]>;
  // If tar ends early, what it says counts.
  const fed = archive && pipeline(Readable.from(archive, { objectMode: false }), child.stdin!);
  const [[code], feeding] = await Promise.all([closed, fed?.catch((error: unknown) => ({ error }))]);
  if (code !== 0) throw new Error(Buffer.concat(said).toString().trim() || `tar ended with ${code ?? 'a signal'}`);
  if (feeding) throw feeding.error;
}
