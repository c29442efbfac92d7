import { createHash } from 'node:crypto';
import type { ProjectGraph } from '@nx/devkit';
import { fieldsOf, textOf, type Configuration } from '@hypriotkit/config';
import { fieldsVariable, uncached, UNSEEN_VARIABLE } from '../lib/hash-variables';
import { COMMITS_VARIABLE, nameOf } from '../lib/repositories';
import { subjectName } from '../lib/subject';
import { optionsOf } from '../runs/of-command-line';
import { STATE_VARIABLE, stateOf, type ComponentState } from '../runs/state';
import { boardSubjects, type Configured } from './board-subjects';
import { isBuilderSeen } from './builder-folders';
import { configured } from './configured';
import { foreignFields, nameOfField } from './foreign-fields';
import { commitsByName, currentCommits, referenceFor } from './current-commits';
import { fileWords, namedContents } from './named-contents';
import { builderDigests, projectBuilders } from './project-contents';
import { buildOfSubject, type Readable } from './project';

/*
 * Everything that affects the result but is invisible to Nx:
 * - a configuration or a builder outside the workspace, and a configuration that git ignores
 * - how the schema hands fields to builders
 * - the user's files that fields name, and what project.json names: see project-contents.ts
 * - words of the command line that Nx parses: as numbers, or without their quotes
 * It reaches Nx's hashes through environment variables, which are `env` inputs of every component's target.
 */

/**
 * Returns the variables for an Nx run with this command line.
 *
 * @param nodes The projects that Nx knows, among them the boards with the components that they have for themselves. If
 *   there are none, nothing comes from the cache, since it is unknown what a project.json names.
 * @throws BoardOutdated
 */
export async function unseen(
  workspaceRoot: string,
  argv: string[],
  nodes: ProjectGraph['nodes'],
): Promise<Record<string, string>> {
  const configuration = configured(workspaceRoot);
  // Nothing may come from the cache. The builds run and report what is wrong.
  if (!configuration) return { [UNSEEN_VARIABLE]: uncached(), [STATE_VARIABLE]: '{}' };
  const subjects: Configured[] = [
    ...Object.keys(configuration.components).map((component) => ({ component, configuration })),
    ...boardSubjects(nodes, configuration, workspaceRoot),
  ];
  const projects = Object.fromEntries(Object.entries(nodes).map(([name, { data }]) => [name, data]));
  const commits = await currentCommits(subjects.flatMap((subject) => subject.configuration ?? []));
  const states: Record<string, ComponentState> = {};
  const digestOfBuilder = builderDigests(workspaceRoot);
  const digests = subjects.map(async (subject) => [fieldsVariable(subjectName(subject)), await digestOf(subject)]);
  return {
    ...(Object.fromEntries(await Promise.all(digests)) as Record<string, string>),
    [STATE_VARIABLE]: JSON.stringify(states),
    [UNSEEN_VARIABLE]:
      Object.keys(nodes).length > 0 ? ofCommandLine(argv, configuration, commits.size > 0) : uncached(),
    [COMMITS_VARIABLE]: commitsByName(commits.values()),
  };

  async function digestOf({ configuration, ...subject }: Configured): Promise<string> {
    if (!configuration) return uncached();
    const { component } = subject;
    const words = fileWords(configuration, component, argv);
    const files = await namedContents(configuration, component, words, workspaceRoot);
    const build = buildOfSubject(subject, projects);
    const state = await stateOf({ component, build, files }, configuration, workspaceRoot, digestOfBuilder);
    states[subjectName(subject)] = { digest: state, words };
    if (!files || readsVariable(component, build, configuration)) return uncached();
    if (!projectBuilders(build).every((builder) => isBuilderSeen(builder, workspaceRoot))) return uncached();
    const reference = referenceFor(configuration, component);
    const found = reference && commits.get(nameOf(reference));
    if (found) return found.commit ? digest(state, found.reference.url, found.commit) : uncached();
    // Nx sees only the contents of a builder's files. The state also covers links and permissions.
    return isBuilderSeen(textOf(configuration.components[component], 'repo'), workspaceRoot) ? state : uncached();
  }
}

/**
 * Whether environment variables hold values of fields that a component is made from. Only its build knows these values for
 * certain.
 */
function readsVariable(component: string, build: Readable, { schema, layers }: Configuration): boolean {
  const foreign = foreignFields(component, build, schema).map(nameOfField);
  const isRead = (field: string) => field.startsWith(`${component}.`) || foreign.includes(field);
  return layers.some(({ fromEnvironment = [] }) => fromEnvironment.some(isRead));
}

const digest = (...parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** @param hasRepositories Whether the command line may name another branch, whose commit has not been looked up. */
function ofCommandLine(argv: string[], { schema }: Configuration, hasRepositories: boolean): string {
  const unseenOptions = hasRepositories ? /^--(repo|branch)(=|$)/ : /^--repo(=|$)/;
  if (argv.some((word) => unseenOptions.test(word)) || skipsCache(argv)) return uncached();
  const isParsed = argv
    .map((word) => word.replace(/^--[^=]*=/, ''))
    .some((value) => hasQuotes(value) || isLossyNumber(value));
  const fields = fieldsOf(schema).map(({ field }) => field);
  return isParsed ? optionsOf(argv, fields, {}) : '';
}

/**
 * Whether Nx neither uses its cache nor adds to it. It keeps a task's output by its hash even then: with the hash of an
 * earlier success, that of a failure would be shown whenever the success is restored.
 */
const skipsCache = (argv: string[]): boolean =>
  argv.some((word) => /^--(skip|disable)-?nx-?cache(=true)?$/i.test(word)) ||
  [process.env['NX_SKIP_NX_CACHE'], process.env['NX_DISABLE_NX_CACHE']].includes('true');

/** Nx hashes "red" as red, but a builder gets the quotes. */
const hasQuotes = (value: string): boolean => /['"]/.test(value);

/** Nx hashes 1.10 as the number 1.1, but a builder gets 1.10. */
const isLossyNumber = (value: string): boolean =>
  !Number.isNaN(Number(value || NaN)) && String(Number(value)) !== value;
