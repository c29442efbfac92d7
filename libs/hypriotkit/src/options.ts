import { Argument, InvalidArgumentError, Option } from 'commander';
import type { FlashGiven } from './flash-options';
import {
  DEFAULT_IMAGE,
  DEFAULT_VERBOSITY,
  DEFAULT_VOLUME,
  parseSize,
  StoreSizeInvalid,
  SWARM_ARCHITECTURES,
  VERBOSITIES,
  type Verbosity,
} from '@hypriotkit/api';

/** The options given on the command line. */
export interface Given extends FlashGiven {
  target?: string;
  image?: string;
  volume?: string;
  verbosity?: Verbosity;
  engine?: string;
  /** The boards to build. */
  board?: string[];
  /** All boards. */
  boards?: boolean;
  on?: BuildPlace;
  /** A file; false: none, whatever is in the target folder. */
  lock?: string | false;
  writeLock?: boolean;
  fresh?: boolean;
  /** Of the machines of a swarm. */
  arch?: string;
  /** Of `cache`: what to do, and on what. */
  task?: CacheTask;
  component?: string;
  /** Milliseconds. */
  olderThan?: number;
  /** Bytes. */
  size?: number;
}

const BUILD_PLACES = ['engine', 'swarm'] as const;
export type BuildPlace = (typeof BUILD_PLACES)[number];

const CACHE_TASKS = ['list', 'clean'] as const;
export type CacheTask = (typeof CACHE_TASKS)[number];

/** Placeholder of an option whose value is a folder. Completion offers folders for it. */
export const FOLDER = '<dir>';
/** Placeholder of an option whose value is a file. Completion offers files for it. */
export const FILE = '<file>';

/**
 * Options of every command. Defaults are only described here and applied later. This keeps options given before a
 * command's name apart from those given after it.
 */
export const options = (): Option[] => [
  new Option(
    `-t, --target ${FOLDER}`,
    'folder for the artifacts; a configs.json in it overrides the default configuration, and only the components that it lists are delivered (default: the current folder)',
  ).argParser(folder),
  new Option(
    '-i, --image <name>',
    `orchestrator image, which runs the build; pulled if it is missing (default: ${DEFAULT_IMAGE})`,
  ),
  new Option(
    '-v, --volume <name>',
    `named volume that holds the artifacts before they are copied to the target, such as ${DEFAULT_VOLUME} (default: none; the target folder is mounted instead)`,
  ),
  new Option(
    '--verbosity <level>',
    `how much is shown; quiet: errors only, info: the steps, debug: the whole output of the builders (default: ${DEFAULT_VERBOSITY})`,
  ).choices(VERBOSITIES),
  new Option(
    '-e, --engine <address>',
    'Docker engine, such as ssh://user@host; one on another machine needs --volume (default: HYPRIOTKIT_ENGINE, otherwise the engine of the docker command)',
  ),
];

/** Options that only `build` has. */
export const buildOptions = (): Option[] => [
  new Option(
    '--board <name>',
    'image of this board, in place of components; delivered to boards/<name> of the target folder. Repeat it for several boards',
  ).argParser(oneMore),
  new Option('--boards', 'images of all boards, in place of components').conflicts('board'),
  new Option(
    `--lock ${FILE}`,
    'fetch exactly what this file says (default: hypriotkit.lock.json in the target folder, if there is one)',
  ).argParser(file),
  new Option('--no-lock', 'fetch what there is now, whatever is in the target folder'),
  new Option(
    '--write-lock',
    'write what was fetched into hypriotkit.lock.json in the target folder, which locks the next builds',
  ),
  new Option(
    '--fresh',
    'build everything anew, builder images too, from nothing that is kept; takes as long as a first build',
  ),
  new Option(
    '--on <place>',
    'swarm: on the machines of the swarm that the engine manages, one board at a time on each (default: engine)',
  ).choices(BUILD_PLACES),
  new Option('--arch <name>', 'with --on swarm: only machines of this architecture').choices(
    Object.keys(SWARM_ARCHITECTURES),
  ),
];

export const wrongForBuild = ({ on, arch, board, boards, volume, writeLock, fresh }: Given): string | undefined => {
  if (on !== 'swarm') return arch === undefined ? undefined : "option '--arch <name>' is for --on swarm";
  if (!board && !boards) return "option '--on swarm' builds boards; name them with --board, or give --boards";
  if (writeLock) return "option '--write-lock' is not for --on swarm; write the lock with a build on one engine";
  if (fresh) return "option '--fresh' is not for --on swarm, whose machines share what they build by a cache";
  return volume === undefined ? undefined : "option '--volume <name>' has no effect with --on swarm";
};

/** Collects the values of an option that may be repeated. */
export const oneMore = (value: string, before: string[] = []): string[] => [...before, value];

/** The argument of `cache`: what to do. */
export const cacheTask = (): Argument =>
  new Argument('[task]', 'list what is kept, or delete it').choices(CACHE_TASKS).default('list');

/** Options that only `cache` has. */
export const cacheOptions = (): Option[] => [
  new Option('--component <name>', 'only builds and volumes of this component'),
  new Option(
    '--older-than <time>',
    'only builds that have not been used for this time, such as 12h, 30d or 8w',
  ).argParser(milliseconds),
  new Option(
    '--size <size>',
    'clean: delete the least recently used builds until the rest is at most this size, such as 5G',
  ).argParser(bytes),
];

export const wrongForCache = ({ task, size }: Given): string | undefined =>
  size !== undefined && task !== 'clean'
    ? "option '--size <size>' is for cache clean; a list has all builds"
    : undefined;

/** Rejects an empty path, which would mean the current folder by accident. */
function folder(path: string): string {
  if (path === '') throw new InvalidArgumentError('Expected the path of a folder.');
  return path;
}

function file(path: string): string {
  if (path === '') throw new InvalidArgumentError('Expected the path of a file.');
  return path;
}

const UNITS: Record<string, number> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

function milliseconds(text: string): number {
  const [, number, unit] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  if (!number || !unit) throw new InvalidArgumentError('Expected a number with m, h, d or w, such as 30d.');
  return Number(number) * UNITS[unit]! * 1000;
}

function bytes(text: string): number {
  try {
    return parseSize(text, '--size');
  } catch (error) {
    if (error instanceof StoreSizeInvalid) throw new InvalidArgumentError('Expected a size such as 5G or 500M.');
    throw error;
  }
}
