import { engineInfo, inspectImage, type ContainerSpec, type EngineInfo } from '@hypriotkit/engine';
import type { BuilderImage } from '../builder-image';
import type { PreparedRun } from '../prepare-run';
import type { Surroundings } from '../run-builder';
import type { Tools } from '../tools';
import { inImage } from '../in-image';
import { LOCALE, putLocale } from './locale';

/** Something that is another in the second build, in words. */
export interface Condition {
  what: string;
  first: string;
  second: string;
}

/** How the second container differs from the first, which is that of any build. */
export interface Conditions {
  surroundings: Surroundings;
  /** What differs, for people. */
  varied: Condition[];
}

const UMASK = '0002';
const HOST_NAME = 'another-host.example.org';
const SHELL = '/bin/sh';
const UNRELATED = 'UNRELATED_TO_THE_BUILD';

/**
 * Returns the conditions of the second build. What the component itself puts into the environment stays the same, and so does
 * the umask if the image has no shell to set it.
 *
 * @param diffoscope the image that has the locale
 */
export async function otherConditions(
  { environment }: PreparedRun,
  builder: BuilderImage,
  diffoscope: BuilderImage,
  tools: Tools,
): Promise<Conditions> {
  const { engine } = tools;
  const image = (await inspectImage(engine, builder.id))!;
  const cores = otherCores(await engineInfo(engine));
  const variables = variablesBeside(environment);
  const hasShell = await inImage(builder, tools, (container) => container.hasPath(SHELL));
  return {
    surroundings: { vary, prepare: (container) => putLocale(container, diffoscope, tools) },
    varied: [
      ...Object.entries(variables).map(([name, second]) => ({
        what: name,
        first: name === UNRELATED ? 'without it' : "the builder image's",
        second,
      })),
      ...(hasShell ? [{ what: 'umask', first: "the engine's, usually 0022", second: UMASK }] : []),
      { what: 'host name', first: "the container's id", second: HOST_NAME },
      { what: 'processors', first: cores.all, second: cores.words },
      { what: 'inputs are copied', first: 'in their order', second: 'in the reverse order' },
    ],
  };

  function vary(spec: ContainerSpec): ContainerSpec {
    return {
      ...spec,
      hostname: HOST_NAME,
      env: { ...spec.env, ...variables, HYPRIOTKIT_JOBS: cores.jobs },
      ...(cores.cpuset !== undefined && { cpuset: cores.cpuset }),
      ...(hasShell && {
        entrypoint: [SHELL, '-c', `umask ${UMASK}; exec "$@"`, SHELL],
        command: [...image.entrypoint, ...(spec.command ?? image.command)],
      }),
    };
  }
}

/** The variables of the second build that the component does not set itself. */
function variablesBeside(environment: Record<string, string>): Record<string, string> {
  const wanted = {
    TZ: timeZone(new Date()),
    LANG: LOCALE,
    LC_ALL: LOCALE,
    [UNRELATED]: 'no builder reads this',
  };
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !(name in environment)));
}

/** A time zone in which it is another day than in UTC. Its name needs no tzdata. */
export const timeZone = (now: Date): string => (now.getUTCHours() < 12 ? 'GMT+12' : 'GMT-14');

interface Cores {
  all: string;
  jobs: string;
  cpuset?: string;
  words: string;
}

/** Half of the processors. On a machine with one, only the number differs that the builder is told. */
export function otherCores({ cpus, cpusets }: Pick<EngineInfo, 'cpus' | 'cpusets'>): Cores {
  const jobs = cpus > 1 ? Math.floor(cpus / 2) : 2;
  const common = { all: String(cpus), jobs: String(jobs) };
  if (jobs > cpus || !cpusets) return { ...common, words: `HYPRIOTKIT_JOBS=${jobs} alone` };
  return { ...common, cpuset: `0-${jobs - 1}`, words: String(jobs) };
}
