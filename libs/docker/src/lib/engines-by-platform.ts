import type { ExecutorContext } from '@nx/devkit';
import { ConfigurationInvalid, originOf } from '@hypriotkit/config';
import { checkAddress } from '@hypriotkit/engine';
import type { ContainerOptions } from './container-options';
import { platformOf, problemOfPlatform } from './platform';
import { givenRunWide, RUN_WIDE } from './run-wide';
import type { Settings } from './settings';

/** Names engines by platform; it overrides the configuration, platform by platform. */
export const ENGINES_VARIABLE = 'HYPRIOTKIT_ENGINES';

/** The field of a component that names them, for itself and for what is based on it. */
const FIELD = 'engines';

/** An engine to connect to. */
export interface ChosenEngine {
  /** Its address; undefined if it is the one that the docker command would use. */
  host: string | undefined;
  /** Where the address comes from, for messages. */
  namedBy: string;
  /** The platform that it was chosen for. */
  platform?: string;
}

/**
 * Reads `linux/arm64: ssh://pi@builder`, or several of these with commas between them.
 *
 * @returns addresses by platform
 * @throws ConfigurationInvalid, EngineAddressInvalid
 */
export function parseEngines(text: string): Record<string, string> {
  const engines: Record<string, string> = {};
  const entries = text.split(/[,\n]/).map((entry) => entry.trim());
  for (const entry of entries.filter((one) => one !== '')) {
    const [, platform = '', address = ''] = /^(\w+\/[\w/]+):\s*(\S+)$/.exec(entry) ?? [];
    if (address === '') refuse('expected PLATFORM: ADDRESS, such as linux/arm64: ssh://pi@builder');
    const problem = problemOfPlatform(platform);
    if (problem !== undefined) refuse(problem);
    if (platform in engines) refuse(`${platform} is given more than once`);
    checkAddress(`${ENGINES_VARIABLE} (${platform})`, address);
    engines[platform] = address;
  }
  return engines;
}

function refuse(problem: string): never {
  throw new ConfigurationInvalid(ENGINES_VARIABLE, [problem]);
}

/**
 * Returns the engine for a task: of the command line, or the one that is named for the task's platform, or that of the run.
 *
 * @throws ConfigurationInvalid, EngineAddressInvalid
 */
export function chosenEngine(settings: Settings, context: ExecutorContext): ChosenEngine {
  const { projects } = context.projectsConfigurations;
  const platform = platformOf(settings, `${projects[settings.project]!.root}/project.json`);
  const byPlatform =
    givenRunWide().engine === undefined && platform !== undefined && enginesOf(settings, context)[platform];
  if (!byPlatform) return engineOfRun(settings.options);
  const chosen = { ...byPlatform, platform };
  checkAddress(chosen.namedBy, chosen.host);
  return chosen;
}

function engineOfRun({ engine: host }: Pick<ContainerOptions, 'engine'>): ChosenEngine {
  const ofVariable = process.env[RUN_WIDE.engine] ? RUN_WIDE.engine : 'the option engine';
  return { host, namedBy: givenRunWide().engine ? '--engine' : ofVariable };
}

type Named = Record<string, { host: string; namedBy: string }>;

/** The engines that are named for platforms, and where. Those of the nearest component count before those of its bases. */
function enginesOf({ component, options, configuration }: Settings, context: ExecutorContext): Named {
  const ofComponents = withBases(component, options.base, context).flatMap((name) => {
    const engines = configuration.components[name]?.[FIELD];
    if (typeof engines !== 'object') return [];
    const source = `${name}.${FIELD} in ${originOf(configuration, name, FIELD)}`;
    return Object.entries(engines as Record<string, string>)
      .filter(([, host]) => host !== '')
      .map((entry) => [source, ...entry] as const);
  });
  const ofVariable = Object.entries(parseEngines(process.env[ENGINES_VARIABLE] ?? ''));
  const all = [...ofComponents, ...ofVariable.map((entry) => [ENGINES_VARIABLE, ...entry] as const)];
  return Object.fromEntries(
    all.map(([source, platform, host]) => [platform, { host, namedBy: `${source} (${platform})` }]),
  );
}

/** A component and what it is based on, the farthest first. */
function withBases(
  component: string,
  base: ContainerOptions['base'] | undefined,
  context: ExecutorContext,
  above: string[] = [],
): string[] {
  if (!base || !('component' in base) || above.includes(component)) return [component];
  const { targets } = context.projectsConfigurations.projects[base.component] ?? {};
  const options = targets?.['build']?.options as ContainerOptions | undefined;
  return [...withBases(base.component, options?.base, context, [...above, component]), component];
}
