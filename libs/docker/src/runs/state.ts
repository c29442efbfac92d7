import { createHash } from 'node:crypto';
import {
  fieldEnvironment,
  loadConfiguration,
  mergedComponents,
  textOf,
  type ComponentConfig,
  type Configuration,
} from '@hypriotkit/config';
import type { ProjectGraph, TargetConfiguration } from '@nx/devkit';
import { isRepository } from '@hypriotkit/repository';
import { foreignFields, nameOfField } from '../plugin/foreign-fields';
import { namedContents } from '../plugin/named-contents';
import { builderDigests, projectContents } from '../plugin/project-contents';
import { buildOfSubject, type Readable } from '../plugin/project';
import { subjectName, type Projects, type Subject } from '../lib/subject';
import { ChangedDuringRun } from '../errors';
import { ownTargets } from './own-targets';

/** Holds the state of each component when Nx started, as JSON: ComponentState by subject, such as `garage/root_fs`. */
export const STATE_VARIABLE = 'HYPRIOTKIT_STATE';

export interface ComponentState {
  /**
   * Digest of its fields and their variables, fields of others that its build names, the files that its fields name, the
   * builder if it is a local folder, and what project.json names.
   */
  digest: string;
  /** Values that the command line gives to fields that name files. */
  words: ComponentConfig;
}

/**
 * Returns a digest for each component of everything that determines its result: its state in the run's variables, and
 * its targets in the project graph.
 */
export function digestsIn(variables: NodeJS.ProcessEnv, nodes: ProjectGraph['nodes']): Record<string, string> {
  const states = statesIn(variables);
  const targets = Object.entries(nodes).map(([name, { data }]) => [name, ownTargets(data).map(given)] as const);
  const components = new Map(targets.filter(([, own]) => own.length > 0));
  const names = new Set([...Object.keys(states), ...components.keys()]);
  return Object.fromEntries(
    [...names].map((name) => [name, digestOf([states[name]?.digest, components.get(name)])] as const),
  );
}

/**
 * The parts of a target that a task gets. Its inputs are left out: they name the user's file, which may be another file
 * with the same content.
 */
const given = ([name, { executor, options, configurations }]: [string, TargetConfiguration]): unknown => [
  name,
  executor,
  options,
  configurations,
];

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const statesIn = (variables: NodeJS.ProcessEnv) =>
  JSON.parse(variables[STATE_VARIABLE] || '{}') as Record<string, ComponentState>;

interface Read {
  component: string;
  /** The target that builds it. */
  build: Readable;
  /** The result of namedContents. */
  files: unknown;
}

/** @returns a digest (SHA-256, 64 hex digits) */
export async function stateOf(
  { component, build, files }: Read,
  { schema, components, layers }: Configuration,
  workspaceRoot: string,
  digestOfBuilder = builderDigests(workspaceRoot),
): Promise<string> {
  // Nx's daemon may not know the variables, so their names stand for their values. A component that reads one is not in
  // Nx's cache, and claims.ts tells runs apart by the values.
  const written = mergedComponents(layers.map((layer) => ({ components: layer.written ?? layer.components })));
  // By name: a merged value may be an object that has no text.
  const fields = Object.entries(written[component] ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  const foreign = foreignFields(component, build, schema).map((one) => [
    nameOfField(one),
    written[one.component]?.[one.field],
  ]);
  const repo = textOf(components[component], 'repo');
  const builder = isRepository(repo) ? '' : await digestOfBuilder(repo);
  const inProject = await projectContents(component, build, { schema }, workspaceRoot, digestOfBuilder);
  return digestOf([fields, foreign, fieldEnvironment(schema, component), files, builder, inProject]);
}

/**
 * Returns what `loadConfiguration` has to check for a component: it alone if this run has begun with a configuration that was
 * valid as a whole, and everything (undefined) otherwise.
 */
export const checkedBefore = (subject: Subject): string[] | undefined =>
  Object.hasOwn(statesIn(process.env), subjectName(subject)) ? [subject.component] : undefined;

/**
 * Checks that components have not changed since Nx started. Otherwise Nx's cache would keep the result under the key of
 * the earlier state.
 *
 * @throws ChangedDuringRun
 */
export async function checkUnchanged(subjects: Subject[], projects: Projects, workspaceRoot: string): Promise<void> {
  const known = statesIn(process.env);
  for (const subject of subjects) {
    const { component, board } = subject;
    const before = known[subjectName(subject)];
    if (before === undefined) continue;
    const configuration = loadConfiguration(workspaceRoot, { board, checkOnly: checkedBefore(subject) });
    const files = await namedContents(configuration, component, before.words, workspaceRoot);
    const build = buildOfSubject(subject, projects);
    const digest = await stateOf({ component, build, files }, configuration, workspaceRoot);
    if (digest !== before.digest) throw new ChangedDuringRun(subjectName(subject));
  }
}
