import type { Checks, StartedUnit } from './data';

/** What is known about when something happened, in seconds since the kernel started. */
interface Moment {
  after: number;
  /** Equal to `after` if the line has its own time. Infinity if no later line has one. */
  before: number;
}

/** A unit of systemd that was started. */
export interface Unit {
  name: string;
  from: Moment;
  to: Moment;
}

export interface Milestone {
  what: string;
  seconds: number;
}

/** One start of the system: a boot has several if it reboots. */
export interface Start {
  name: string;
  milestones: Milestone[];
  units: Unit[];
  /** Whether the units' times are those of systemd-analyze. Otherwise they are from the lines of the console. */
  isExact: boolean;
}

const BEGINNING = /Booting Linux on physical CPU|^\W*\[ +0\.000000\] Linux version/;
/** The kernel's time. The console may interrupt other lines with it. */
const STAMP = /(\d+\.\d{6})\] (.*)$/;
const BEGINS = /(?:^|: | {4,})(?:Starting|Mounting|Activating swap) (\S+)/;
const DONE =
  /(?:\[ {2}OK {2}\]|systemd\[1\]:) (?:Started|Finished|Mounted|Activated swap|Reached target|Listening on) (\S+)/;

/** From then on, nothing is started for use. */
const GOES_DOWN =
  /Stopped target (multi-user|graphical|getty|basic|sysinit)\.target|Reached target (umount|shutdown)\.target/;

/** Stages whose lines have times. */
const STAGES: [pattern: RegExp, what: string][] = [
  [/^systemd\[1\]: systemd \d/, 'systemd starts'],
  [/^EXT4-fs .*: resized filesystem/, 'root file system extended'],
  [/running 'init-local'/, 'cloud-init: before the network'],
  [/running 'init' at/, 'cloud-init: with the network'],
  [/running 'modules:config'/, 'cloud-init: configuration'],
  [/running 'modules:final'/, 'cloud-init: last stage'],
  [/Cloud-init v\. \S+ finished at/, 'cloud-init is done'],
];
/** Steps of the boot that say in their detail when they were done, such as `379 s after switching on`. */
const STEPS: [pattern: RegExp, what: string][] = [
  [/login prompt/, 'login prompt'],
  [/logs in over SSH/, 'login over SSH'],
  [/^Docker runs/, 'Docker runs'],
];

/** Returns what the console and the report of a boot tell about when what happened. */
export function bootTimeline(console: string, boot?: Checks): Start[] {
  const phases = phasesOf(boot);
  return startsIn(console).map((lines, index) => {
    const { name = `start ${index + 1}`, milestones = [] } = phases[index] ?? {};
    const stages = stagesIn(lines);
    const started = boot?.starts?.find(({ phase }) => phase === name)?.units;
    return {
      name,
      milestones: [...stages, ...milestones].sort((one, other) => one.seconds - other.seconds),
      units: started?.map(exactUnit) ?? unitsIn(lines),
      isExact: started !== undefined,
    };
  });
}

function startsIn(console: string): string[][] {
  const starts: string[][] = [];
  for (const line of console.split('\n')) {
    const isBeginning = BEGINNING.test(line) && (starts.at(-1)?.length ?? 2) > 1;
    if (isBeginning) starts.push([]);
    starts.at(-1)?.push(line);
  }
  return starts;
}

function stagesIn(lines: string[]): Milestone[] {
  const found = new Map<string, number>();
  for (const line of lines) {
    const [, stamp, text] = STAMP.exec(line) ?? [];
    if (text === undefined) continue;
    const [, what] = STAGES.find(([pattern]) => pattern.test(text)) ?? [];
    if (what !== undefined && !found.has(what)) found.set(what, Number(stamp));
  }
  return [...found].map(([what, seconds]) => ({ what, seconds }));
}

/** The parts of the boot that begin with a login, in their order. */
function phasesOf(boot: Checks | undefined): { name: string; milestones: Milestone[] }[] {
  const steps = (boot?.results ?? []).filter(({ kind, ok }) => kind === 'step' && ok);
  const names = [...new Set(steps.map(({ group }) => group))];
  return names
    .map((name) => ({
      name,
      milestones: steps
        .filter(({ group }) => group === name)
        .flatMap(({ expect, detail }) => {
          const [, what] = STEPS.find(([pattern]) => pattern.test(expect)) ?? [];
          const [, number] = /^(\d+) s after/.exec(detail) ?? [];
          return what === undefined || number === undefined ? [] : [{ what, seconds: Number(number) }];
        }),
    }))
    .filter(({ milestones }) => milestones.length > 0);
}

const exactly = (seconds: number): Moment => ({ after: seconds, before: seconds });
const exactUnit = ({ name, begins, ready }: StartedUnit): Unit => ({
  name,
  from: exactly(begins),
  to: exactly(ready),
});

function unitsIn(lines: string[]): Unit[] {
  const begun: { name: string; moment: Moment }[] = [];
  const units = new Map<string, Unit>();
  let open: Moment[] = [];
  let last = 0;
  for (const line of lines) {
    if (GOES_DOWN.test(line)) break;
    const [, stamp, text = line] = STAMP.exec(line) ?? [];
    if (stamp !== undefined) {
      last = Number(stamp);
      for (const moment of open) moment.before = last;
      open = [];
    }
    const [, begins] = BEGINS.exec(text) ?? [];
    const [, done] = DONE.exec(text) ?? [];
    const name = nameIn(begins ?? done);
    if (name === undefined) continue;
    const moment: Moment = { after: last, before: stamp === undefined ? Infinity : last };
    if (stamp === undefined) open.push(moment);
    if (begins !== undefined) begun.push({ name, moment });
    else end(name, moment);
  }
  return [...units.values()];

  function end(name: string, moment: Moment): void {
    const beginning = begun.findLast((one) => isSame(one.name, name));
    const full = [name, beginning?.name ?? name].find((one) => !one.endsWith('…')) ?? name;
    // The same is said twice: by systemd on the console, and in the kernel's log with its time.
    if (!units.has(full) && !UNINTERESTING.test(full))
      units.set(full, { name: full, from: beginning?.moment ?? moment, to: moment });
  }
}

/** Slices, sockets and such take no time. */
const UNINTERESTING = /\.(slice|socket|path|automount|timer)$/;

/** Long names are cut off with an ellipsis, which the description may follow at once. */
const nameIn = (word: string | undefined): string | undefined =>
  word?.includes('…') ? `${word.split('…')[0]!}…` : word;

const SHORTEST = 8;

function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = [one, other].map((name) => name.replace(/…$/, '')).sort((a, b) => a.length - b.length);
  const isCut = one.endsWith('…') || other.endsWith('…');
  return isCut && short!.length >= SHORTEST && long!.startsWith(short!);
}
