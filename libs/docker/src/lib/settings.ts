import { parseArgs } from 'node:util';
import type { ExecutorContext, Task } from '@nx/devkit';
import {
  closest,
  ConfigurationInvalid,
  fieldsOf,
  loadConfiguration,
  secretsOf,
  withLayer,
  type Configuration,
} from '@hypriotkit/config';
import type { Reproduction } from '@hypriotkit/component';
import { properties as buildOptions } from '../executors/build/schema.json';
import type { BuildExecutorOptions } from '../executors/build/schema';
import type { RunExecutorOptions } from '../executors/run/schema';
import { checkOptions } from './check-options';
import { BUILD_EXECUTOR, RUN_EXECUTOR } from './executors';
import { checkedBefore } from '../runs/state';
import { givenSettings, secretSettings } from './run-settings';
import { RUN_WIDE_NAMES, withRunWide } from './run-wide';
import { subjectOf } from './subject';

/** Options from project.json and the command line, without those that Nx adds. */
type Options = Record<string, unknown>;

/** Everything a task needs to know, from all sources. */
export interface Settings {
  component: string;
  /** The board that the component is made for; undefined for what all boards share. */
  board?: string;
  /** The target's project and name. */
  project: string;
  target: string;
  options: BuildExecutorOptions;
  /** The configuration after applying this task's project.json, named configuration and command line. */
  configuration: Configuration;
  /** The settings given to a target of the executor `run`. */
  given: Record<string, string>;
  /** Values that must not be shown. */
  secrets: string[];
  /** Only of a task of the executor `reproduce`; all else is then as for the build that it repeats. */
  reproduction?: Reproduction;
}

const NX_WORDS = '__overrides_unparsed__';
const wordsOf = (overrides: Options): string[] => (overrides[NX_WORDS] ?? []) as string[];

/**
 * Returns the settings of a task, or of another target of its project with the task's command line. Any option that the
 * executor `build` does not have is a field of the component.
 */
export function settingsOf(task: Task, { root, projectsConfigurations }: ExecutorContext, of?: string): Settings {
  const { projects } = projectsConfigurations;
  const project = projects[task.target.project]!;
  const { component, board } = subjectOf(task.target.project, task.target.target, projects);
  const target = project.targets![of ?? task.target.target]!;
  const named = task.target.configuration ?? target.defaultConfiguration ?? '';
  const options = (target.options ?? {}) as Options;
  const ofName = (target.configurations?.[named] ?? {}) as Options;
  const overrides = task.overrides as Options;
  checkOptions(project, of ?? task.target.target, named);
  refuseInternal(overrides, component);

  let configuration = loadConfiguration(root, { board, checkOnly: checkedBefore({ component, board }) });
  const merged = withRunWide({ ...options, ...ofName, ...overrides } as BuildExecutorOptions, overrides);
  const common = { component, board, project: task.target.project, target: task.target.target, options: merged };
  if (target.executor !== BUILD_EXECUTOR) {
    const given = target.executor === RUN_EXECUTOR ? givenSettings(merged, wordsOf(overrides)) : {};
    const secrets = [
      ...secretsOf(configuration),
      ...secretSettings((merged as Partial<RunExecutorOptions>).settings, given),
    ];
    return { ...common, configuration, given, secrets };
  }

  const file = `${project.root}/project.json`;
  lay(file, without(fieldsOfBoard(configuration, component), fields(options)));
  lay(`${file} (configuration "${named}")`, fields(ofName));
  refuseMisspelt(overrides, component, configuration);
  lay('the command line', words(overrides, component, configuration), true);
  return { ...common, configuration, given: {}, secrets: secretsOf(configuration) };

  function lay(source: string, values: Options, asText = false): void {
    configuration = withLayer(configuration, source, component, values, { asText });
  }
}

/** A board's files override project.json, which is the workspace's. */
function fieldsOfBoard({ layers }: Configuration, component: string): string[] {
  return layers.flatMap((layer) =>
    layer.board === undefined ? [] : Object.keys(layer.own?.components[component] ?? {}),
  );
}

const without = (names: string[], options: Options): Options =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));

function fields(options: Options): Options {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => name !== NX_WORDS && !Object.hasOwn(buildOptions, name)),
  );
}

/** Fields from the command line, as the user wrote them. Nx has parsed --version=1.10 into the number 1.1. */
function words(overrides: Options, component: string, { schema }: Configuration): Options {
  const known = fieldsOf(schema).filter((field) => field.component === component);
  const fieldNamed = (name: string) => known.find(({ field }) => field === name);
  const isList = (name: string) => fieldNamed(name)?.type === 'array';
  const isStructured = (name: string) => fieldNamed(name)?.isStructured ?? false;
  const { values: written } = parseArgs({
    args: wordsOf(overrides),
    options: Object.fromEntries(
      known.map(({ field }) => [field, { type: 'string' as const, multiple: isList(field) && !isStructured(field) }]),
    ),
    strict: false,
  });
  const word = (name: string, parsed: unknown) => {
    if (written[name] === undefined) refuseNegated(name, parsed, fieldNamed(name)?.type);
    const value = written[name] ?? parsed;
    if (isStructured(name)) return jsonOf(component, name, value);
    return isList(name) ? listOf([value].flat()) : textOf(value, fieldNamed(name)?.type === 'boolean');
  };
  return Object.fromEntries(Object.entries(fields(overrides)).map(([name, parsed]) => [name, word(name, parsed)]));
}

/** Options of ours that people type. */
const TYPED = [...RUN_WIDE_NAMES, 'fresh'];

/** What resembles none of the fields may be meant for one of our options. Everything else is left to the schema. */
function refuseMisspelt(overrides: Options, component: string, { schema }: Configuration): void {
  const known = fieldsOf(schema).flatMap((field) => (field.component === component ? [field.field] : []));
  for (const name of Object.keys(fields(overrides))) {
    const meant = known.includes(name) || closest(name, known) !== '' ? '' : closest(name, TYPED);
    if (meant !== '') throw new ConfigurationInvalid('the command line', [`--${name}: unknown option${meant}`]);
  }
}

/** What a target is about follows from its project. On the command line it would have no effect. */
function refuseInternal(overrides: Options, component: string): void {
  if (!(NX_WORDS in overrides)) return;
  const problems = [
    'board' in overrides &&
      `--board has no effect; a board is a project of its own: npx nx run ${String(overrides['board'])}:build`,
    'component' in overrides && `--component has no effect; this target is about ${component}`,
  ];
  const found = problems.filter((problem) => problem !== false);
  if (found.length > 0) throw new ConfigurationInvalid('the command line', found);
}

/** Nx makes false of `--no-password`, which would be the word for a field of text. */
function refuseNegated(name: string, parsed: unknown, type?: string): void {
  if (parsed !== false || type === 'boolean') return;
  throw new ConfigurationInvalid('the command line', [`--no-${name} is not possible; --${name}= sets an empty value`]);
}

/** An object, or a list of objects, is written as JSON. */
function jsonOf(component: string, name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    // The text may contain a secret.
    throw new ConfigurationInvalid('the command line', [`${component}.${name}: expected JSON in quotes, such as '{}'`]);
  }
}

/** Repeated options form a list. A single option without a value, or with an empty one, is an empty list. */
function listOf(values: unknown[]): unknown[] {
  const items = values.map((value) => textOf(value));
  return items.every((item) => item === '') ? [] : items;
}

/** An option without a value is true for a flag, and empty text otherwise. */
const textOf = (value: unknown, isFlag = false): unknown => (value === true && !isFlag ? '' : value);
