import type { SIZES, TIMES } from './measured';

/** What is simulated. Times are in seconds, sizes in MB, links in MB/s and direction. */
export interface Swarm {
  machines: number;
  boards: number;
  times: typeof TIMES;
  sizes: typeof SIZES;
  /** The link of every machine, of the cache server and of the one that runs the command. */
  link: number;
  /** Whether the shared components are in the cache already. */
  warm: boolean;
  /** Whether a board's result is sent to the server beside what Nx puts into its cache. */
  sentTwice: boolean;
  /** When a machine dies, the last one first. */
  deaths?: number[];
}

export interface Outcome {
  /** Until the last result has arrived. */
  seconds: number;
  /** How many boards each machine has finished. */
  finished: number[];
  /** The share of the time that the server's link was busy in its busier direction. */
  serverBusy: number;
}

/** The steps of a board, one after the other. The remainder of a step is in MB, or in seconds for `work`. */
type Kind = 'download' | 'work' | 'upload' | 'collect';
interface Job {
  machine: number;
  kind: Kind;
  left: number;
}

/** Below this, nothing is left of a step. */
const NOTHING = 1e-9;

/**
 * Simulates a build of many boards: one board at a time on each machine. Those who send or receive at once share a link
 * evenly. The server sends to machines and to the command, and receives from machines.
 */
export function simulate(swarm: Swarm): Outcome {
  const { machines, times, sizes, warm } = swarm;
  const finished = new Array<number>(machines).fill(0);
  const started = new Array<number>(machines).fill(0);
  const alive = new Array<boolean>(machines).fill(true);
  const deaths = [...(swarm.deaths ?? [])].sort((one, other) => one - other);
  let waiting = swarm.boards;
  /** Boards of dead machines, by when they start elsewhere. */
  let lost: number[] = [];
  // One machine makes what all share, and sends it.
  let now = warm ? 0 : times.shared + sizes.shared / swarm.link;
  let busy = 0;
  const begun = now;
  let jobs: Job[] = [];
  fill();

  while (jobs.length > 0 || waiting > 0 || lost.length > 0) {
    const rates = jobs.map((job) => rateOf(job, jobs, swarm));
    const events = [
      ...jobs.map((job, index) => job.left / rates[index]!),
      ...lost.map((time) => time - now),
      ...deaths.slice(0, 1).map((time) => Math.max(0, time - now)),
    ];
    const step = Math.min(...events);
    if (!Number.isFinite(step)) throw new Error('No machine is left to build the rest');
    now += step;
    busy += step * serverLoad(jobs, rates, swarm);
    jobs.forEach((job, index) => (job.left -= rates[index]! * step));
    jobs = jobs.flatMap((job) => (job.left > NOTHING ? [job] : next(job)));
    while (deaths.length > 0 && deaths[0]! <= now + NOTHING) die(deaths.shift()!);
    const back = lost.filter((time) => time <= now + NOTHING).length;
    lost = lost.filter((time) => time > now + NOTHING);
    waiting += back;
    fill();
  }
  return { seconds: now, finished, serverBusy: now === begun ? 0 : busy / (now - begun) };

  /** Gives each idle machine a board. */
  function fill(): void {
    for (let machine = 0; machine < machines && waiting > 0; machine += 1) {
      if (!alive[machine] || jobs.some((job) => job.machine === machine && job.kind !== 'collect')) continue;
      waiting -= 1;
      started[machine]! += 1;
      jobs.push({ machine, kind: 'download', left: sizes.shared });
    }
  }

  function next({ machine, kind }: Job): Job[] {
    if (kind === 'download') {
      return [{ machine, kind: 'work', left: started[machine] === 1 ? times.firstBoard : times.board }];
    }
    if (kind === 'work') {
      return [{ machine, kind: 'upload', left: sizes.cached + (swarm.sentTwice ? sizes.result : 0) }];
    }
    if (kind === 'collect') return [];
    finished[machine]! += 1;
    return [{ machine, kind: 'collect', left: sizes.result }];
  }

  function die(time: number): void {
    const machine = alive.lastIndexOf(true);
    alive[machine] = false;
    const dead = jobs.filter((job) => job.machine === machine && job.kind !== 'collect');
    jobs = jobs.filter((job) => !dead.includes(job));
    lost.push(...dead.map(() => time + times.death));
  }
}

/** Seconds of work in a second, or MB/s. */
function rateOf({ kind }: Job, jobs: Job[], { link }: Swarm): number {
  if (kind === 'work') return 1;
  const sharing = jobs.filter((job) => isSent(job) === isSent({ kind }) && job.kind !== 'work');
  return link / sharing.length;
}

/** Whether the server sends; otherwise it receives. */
const isSent = ({ kind }: Pick<Job, 'kind'>): boolean => kind !== 'upload';

function serverLoad(jobs: Job[], rates: number[], { link }: Swarm): number {
  const sum = (sent: boolean) =>
    jobs.reduce((all, job, index) => all + (job.kind !== 'work' && isSent(job) === sent ? rates[index]! : 0), 0);
  return Math.max(sum(true), sum(false)) / link;
}
