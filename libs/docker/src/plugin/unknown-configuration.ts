import { parseArgs } from 'node:util';
import type { ProjectGraph, TargetConfiguration } from '@nx/devkit';
import { EXECUTORS } from '../lib/executors';
import { ConfigurationUnknown } from '../errors';

type Graph = Pick<ProjectGraph, 'nodes' | 'dependencies'>;

/** The named configuration that a command line asks for. */
interface Asked {
  configuration: string;
  /** Undefined if there may be several projects, or if only Nx knows which one it is. */
  project?: string;
  /** Every word that may name a target. */
  targets: string[];
}

const OF_MANY = ['run-many', 'affected'];

/**
 * Refuses a named configuration that neither the named project nor any of its dependencies has. In a run of many tasks,
 * refuses one that no project has. Nx passes the name on to dependencies and ignores it for those that do not have it.
 *
 * @param argv The arguments of the Nx process. The user's words begin at the third.
 * @throws ConfigurationUnknown
 */
export function refuseUnknownConfiguration(argv: string[], graph: Graph): void {
  const { configuration, project, targets } = askedFor(argv, graph);
  if (configuration === '') return;
  const projects = project === undefined ? Object.keys(graph.nodes) : withDependencies(project, graph);
  // Targets of other plugins keep Nx's behavior.
  const isOurs = (project === undefined ? projects : [project]).some((name) =>
    targets.some((target) => EXECUTORS.includes(targetsOf(name, graph)[target]?.executor ?? '')),
  );
  const known = projects.flatMap((name) => Object.values(targetsOf(name, graph)).flatMap(configurationsOf));
  if (!isOurs || known.includes(configuration)) return;
  const task = project === undefined ? undefined : `${project}:${targets.join(':')}`;
  throw new ConfigurationUnknown(task, configuration, [...new Set(known)].sort());
}

function askedFor(argv: string[], graph: Graph): Asked {
  const dashes = argv.indexOf('--');
  const { values, positionals } = parseArgs({
    args: argv.slice(2, dashes < 0 ? undefined : dashes),
    strict: false,
    options: {
      configuration: { type: 'string', short: 'c' },
      c: { type: 'string' },
      prod: { type: 'boolean' },
      project: { type: 'string' },
      targets: { type: 'string', short: 't', multiple: true },
      target: { type: 'string', multiple: true },
    },
  });
  const option = String(values.configuration ?? values.c ?? (values.prod ? 'production' : ''));
  const [command = '', ...words] = positionals;
  if (OF_MANY.includes(command)) {
    const targets = [...(values.targets ?? []), ...(values.target ?? []), ...words];
    return { configuration: option, targets: targets.flatMap((word) => String(word).split(/[ ,]/)) };
  }
  // `run project:target:configuration`, or the reverse: `target project`.
  const task = command === 'run' ? (words[0] ?? '').split(':') : [values.project ?? words[0] ?? '', command];
  const parts = task.map(String).filter((part) => part !== '');
  const project = [String(values.project), parts[0] ?? ''].find((name) => name in graph.nodes);
  if (project === parts[0]) parts.shift();
  if (project !== undefined)
    return { configuration: option || parts.slice(1).join(':'), project, targets: parts.slice(0, 1) };
  // A pattern, or a target of the project in whose folder Nx was started.
  const isTarget = Object.keys(graph.nodes).some((name) => (parts[0] ?? '') in targetsOf(name, graph));
  return { configuration: option || parts.slice(isTarget ? 1 : 2).join(':'), targets: parts };
}

const targetsOf = (project: string, { nodes }: Graph): Record<string, TargetConfiguration> =>
  nodes[project]?.data.targets ?? {};

const configurationsOf = ({ configurations = {} }: TargetConfiguration): string[] => Object.keys(configurations);

function withDependencies(project: string, { dependencies }: Graph): string[] {
  const found = new Set([project]);
  for (const name of found) for (const { target } of dependencies[name] ?? []) found.add(target);
  return [...found];
}
