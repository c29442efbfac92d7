import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { fieldEnvironment, loadConfiguration, type ComponentConfig, type Configuration } from '@hypriotkit/config';
import { contextDigest } from '@hypriotkit/engine';
import { isRepository } from '@hypriotkit/repository';
import { namedContents } from '../plugin/named-contents';
import { ChangedDuringRun } from '../errors';

/** Holds what each component was when Nx began, as JSON: ComponentState by component. */
export const STATE_VARIABLE = 'HYPRIOTKIT_STATE';

export interface ComponentState {
  /** The digest of its fields and their variables, of the files that they name, and of its builder, if that is a folder here. */
  digest: string;
  /** What the command line says of fields that name files. */
  words: ComponentConfig;
}

/** The digests of all components, by the variables of a run. */
export function digestsIn(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(statesIn(variables)).map(([component, { digest }]) => [component, digest]));
}

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
  return createHash('sha256')
    .update(JSON.stringify([fields, fieldEnvironment(schema, component), files, builder]))
    .digest('hex');
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
