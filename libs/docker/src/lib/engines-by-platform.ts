import type { ExecutorContext } from '@nx/devkit';
import { ENGINES_FIELD, parseEngines } from '@hypriotkit/component';
import { originOf } from '@hypriotkit/config';
import { ENGINES_VARIABLE } from '@hypriotkit/contract';
import { checkAddress } from '@hypriotkit/engine';
import type { ContainerOptions } from './container-options';
import { platformOf } from './platform';
import { givenRunWide, RUN_WIDE } from './run-wide';
import type { Settings } from './settings';

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
    const engines = configuration.components[name]?.[ENGINES_FIELD];
    if (typeof engines !== 'object') return [];
    const source = `${name}.${ENGINES_FIELD} in ${originOf(configuration, name, ENGINES_FIELD)}`;
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
