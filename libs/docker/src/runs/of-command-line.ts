import { createHash } from 'node:crypto';
import type { ProjectGraph } from '@nx/devkit';
import { EPOCH_VARIABLE } from '../lib/source-date-epoch';
import { ownTargets } from './own-targets';

type Nodes = ProjectGraph['nodes'];

/**
 * Whether a command line may run a target of this plugin, directly or as a dependency. Nx does not tell a plugin the
 * tasks. Targets are matched by name in all projects, as a false positive does no harm.
 */
export function mayBuild(argv: string[], nodes: Nodes): boolean {
  const names = withDependants(new Set(['build', ...makers(nodes)]), nodes);
  return argv.slice(2).some((word) => word.split(/[:,=]/).some((part) => names.has(part)));
}

const targetsOf = (nodes: Nodes) => Object.values(nodes).flatMap(({ data }) => Object.entries(data.targets ?? {}));

const makers = (nodes: Nodes) => Object.values(nodes).flatMap(({ data }) => ownTargets(data).map(([name]) => name));

/** Returns the names of targets and of all targets that depend on them, directly or indirectly. */
function withDependants(names: Set<string>, nodes: Nodes): Set<string> {
  const found = targetsOf(nodes)
    .filter(([target, { dependsOn = [] }]) => !names.has(target) && dependsOn.some((one) => reaches(one, names)))
    .map(([target]) => target);
  return found.length === 0 ? names : withDependants(new Set([...names, ...found]), nodes);
}

/**
 * A dependency is `target`, `^target`, `project:target`, or an object with one of these. A pattern counts as a match.
 */
function reaches(dependency: string | { target: string }, names: Set<string>): boolean {
  const target = typeof dependency === 'string' ? dependency : dependency.target;
  return /[*?[{!]/.test(target) || target.split(/[:^]/).some((part) => names.has(part));
}

/**
 * Returns a digest of what overrides the configuration files: fields and named configurations of the command line, and
 * `SOURCE_DATE_EPOCH`. Different spellings of the same options may give different digests.
 */
export function optionsOf(argv: string[], fields: string[], env: NodeJS.ProcessEnv = process.env): string {
  const words = argv.slice(2).filter((word) => word !== '--');
  const names = new Set([...fields, 'configuration']);
  const given = words.flatMap((word, index) => {
    const [, no = '', long, short, value = valueIn(words[index + 1])] = OPTION.exec(word) ?? [];
    const name = short ? 'configuration' : long;
    return name !== undefined && names.has(name) ? [[name, no, value]] : [];
  });
  const named = words.filter((word) => !word.startsWith('-')).flatMap((word) => word.split(':').slice(2));
  const sorted = given.sort(([one], [other]) => (one! < other! ? -1 : one === other ? 0 : 1));
  return createHash('sha256')
    .update(JSON.stringify([sorted, named, env[EPOCH_VARIABLE] ?? '']))
    .digest('hex');
}

/** --NAME, --no-NAME, --NAME=VALUE, -c, -c=VALUE. */
const OPTION = /^(?:--(no-)?([^=]+)|-(c))(?:=(.*))?$/s;

/** A negative number is a value. */
const valueIn = (next: string | undefined): string => (next === undefined || /^-(?![\d.])/.test(next) ? '' : next);
