import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { fieldEnvironment, loadConfiguration, type ComponentConfig, type Configuration } from '@hypriotkit/config';
import type { ProjectGraph, TargetConfiguration } from '@nx/devkit';
import { contextDigest } from '@hypriotkit/engine';
import { isRepository } from '@hypriotkit/repository';
import { namedContents } from '../plugin/named-contents';
import { ChangedDuringRun } from '../errors';
import { ownTargets } from './own-targets';

/** Holds what each component was when Nx began, as JSON: ComponentState by component. */
export const STATE_VARIABLE = 'HYPRIOTKIT_STATE';

export interface ComponentState {
  /** The digest of its fields and their variables, of the files that they name, and of its builder, if that is a folder here. */
  digest: string;
  /** What the command line says of fields that name files. */
  words: ComponentConfig;
}

/**
 * What decides what each component comes out as, as a digest: its state by the variables of a run, and its targets, which
 * Nx has read already.
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

/** What a task is given. What Nx hashes for it names the user's file, which may be another one with the same content. */
const given = ([name, { executor, options, configurations }]: [string, TargetConfiguration]): unknown => [
  name,
  executor,
  options,
  configurations,
];

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const statesIn = (variables: NodeJS.ProcessEnv) =>
  JSON.parse(variables[STATE_VARIABLE] || '{}') as Record<string, ComponentState>;

/** @param files what namedContents says */
export async function stateOf(
  component: string,
  { schema, components }: Configuration,
  files: unknown,
  workspaceRoot: string,
): Promise<string> {
  const fields = Object.entries(components[component] ?? {}).sort();
  const repo = String(components[component]?.['repo'] ?? '');
  // What is wrong with a folder is for the build to tell.
  const builder = isRepository(repo)
    ? ''
    : await contextDigest(resolve(workspaceRoot, repo)).catch((error: Error) => error.message);
  return digestOf([fields, fieldEnvironment(schema, component), files, builder]);
}

/**
 * Sees that components are what they were when Nx began: its cache would keep what is made of them now under the name of
 * what was there then.
 *
 * @throws ChangedDuringRun
 */
export async function checkUnchanged(components: string[], workspaceRoot: string): Promise<void> {
  const known = statesIn(process.env);
  const configuration = loadConfiguration(workspaceRoot);
  for (const component of components) {
    const before = known[component];
    if (before === undefined) continue;
    const files = await namedContents(configuration, component, before.words, workspaceRoot);
    const digest = await stateOf(component, configuration, files, workspaceRoot);
    if (digest !== before.digest) throw new ChangedDuringRun(component);
  }
}
