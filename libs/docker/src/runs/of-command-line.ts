import { createHash } from 'node:crypto';
import type { ProjectGraph } from '@nx/devkit';
import { EPOCH_VARIABLE } from '../lib/source-date-epoch';
import { ownTargets } from './own-targets';

type Nodes = ProjectGraph['nodes'];

/**
 * Whether a command line may ask for something that this plugin makes or reads, itself or by what it depends on. Nx tells a
 * plugin no tasks. Targets count by their names, whichever project has them: a run too many is no harm.
 */
export function mayBuild(argv: string[], nodes: Nodes): boolean {
  const names = withDependants(new Set(['build', ...makers(nodes)]), nodes);
  return argv.slice(2).some((word) => word.split(/[:,=]/).some((part) => names.has(part)));
}

const targetsOf = (nodes: Nodes) => Object.values(nodes).flatMap(({ data }) => Object.entries(data.targets ?? {}));

const makers = (nodes: Nodes) => Object.values(nodes).flatMap(({ data }) => ownTargets(data).map(([name]) => name));

/** The names of targets, and of those that depend on them, directly or not. */
function withDependants(names: Set<string>, nodes: Nodes): Set<string> {
  const found = targetsOf(nodes)
    .filter(([target, { dependsOn = [] }]) => !names.has(target) && dependsOn.some((one) => reaches(one, names)))
    .map(([target]) => target);
  return found.length === 0 ? names : withDependants(new Set([...names, ...found]), nodes);
}

/** A dependency is a target, ^target, project:target, or any of them in an object. A pattern may be any of them. */
function reaches(dependency: string | { target: string }, names: Set<string>): boolean {
  const target = typeof dependency === 'string' ? dependency : dependency.target;
  return /[*?[{!]/.test(target) || target.split(/[:^]/).some((part) => names.has(part));
}

/**
 * What is laid over the files of the configuration, as a digest: fields and named configurations of the command line, and
 * the time that stands for all others. What is written differently may count as different.
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

const valueIn = (next: string | undefined): string => (next === undefined || next.startsWith('-') ? '' : next);
