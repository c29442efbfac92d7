import { parseArgs } from 'node:util';
import { ConfigurationInvalid } from '@hypriotkit/config';
import { EXECUTORS } from '../lib/executors';
import { checked, RUN_WIDE_NAMES } from '../lib/run-wide';
import { knownGraph } from './known-graph';

/**
 * Returns the run-wide options of a command line.
 *
 * @throws EngineAddressInvalid, ConfigurationInvalid
 */
export const runWideOptions = (argv: string[], executorOf = executorInGraph): Record<string, string> =>
  isOfOthers(argv, executorOf) ? {} : runWideIn(argv);

function runWideIn(argv: string[]): Record<string, string> {
  const { values } = parseArgs({
    args: argv.filter((word) => word !== '--'),
    options: Object.fromEntries(RUN_WIDE_NAMES.map((name) => [name, { type: 'string' as const, multiple: true }])),
    strict: false,
  });
  return Object.fromEntries(
    RUN_WIDE_NAMES.flatMap((name) => {
      const given = values[name] as (string | boolean)[] | undefined;
      return given ? [[name, checked(name, `--${name}`, only(name, given))]] : [];
    }),
  );
}

function only(name: string, given: (string | boolean)[]): string {
  // A following option is not a value.
  const words = new Set(given.map((word) => (word === true || String(word).startsWith('--') ? '' : String(word))));
  if (words.size > 1) throw new ConfigurationInvalid('the command line', [`--${name} is given more than once`]);
  return [...words][0]!;
}

/** Whether the command line names only tasks of other plugins, whose options may have the same names. */
export function isOfOthers(argv: string[], executorOf = executorInGraph): boolean {
  const words = argv.filter((word) => !word.startsWith('-'));
  const tasks = words.flatMap((word, index) => {
    const [project, target] = word.split(':');
    const task: [string | undefined, string | undefined] = target ? [project, target] : [words[index + 1], word];
    const executor = task[0] && task[1] ? executorOf(task[0], task[1]) : undefined;
    return executor ? [executor] : [];
  });
  return tasks.length > 0 && !tasks.some((executor) => EXECUTORS.includes(executor));
}

/** The executor of a target; undefined if the stored project graph does not have it. */
const executorInGraph = (project: string, target: string): string | undefined =>
  knownGraph().nodes[project]?.data.targets?.[target]?.executor;
