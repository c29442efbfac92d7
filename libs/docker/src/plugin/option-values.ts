import { ConfigurationInvalid } from '@hypriotkit/config';
import buildSchema from '../executors/build/schema.json';
import runSchema from '../executors/run/schema.json';
import { isOfOthers } from './run-options';

interface Option {
  name: string;
  type?: string;
  minimum?: number;
  maximum?: number;
}

const OPTIONS = Object.entries({ ...buildSchema.properties, ...runSchema.properties }).map(
  ([name, property]): Option => ({ name, ...(property as Omit<Option, 'name'>) }),
);
/** What the options of a type may be, and how that is said. */
const WORDS: Record<string, [RegExp, string]> = {
  boolean: [/^(true|false)$/, 'true or false'],
  integer: [/^\d+$/, 'a whole number'],
};
/** `nx affected` has an option --base of its own. */
const LISTS = OPTIONS.filter(
  ({ name, type }) => (type === undefined || /array|object/.test(type)) && name !== 'base',
).map(({ name }) => name);

/**
 * Refuses values on the command line that the executors' options cannot have. Nx would do so when the named task begins,
 * which is after everything that it depends on has been built.
 *
 * @param taken Names of fields and settings, which have values of their own kinds.
 * @throws ConfigurationInvalid
 */
export function refuseOptionValues(argv: string[], taken: string[]): void {
  const problems = argv.flatMap((word) => {
    const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (taken.includes(name)) return [];
    const denied = OPTIONS.find((option) => name === `no-${option.name}` && option.type !== 'boolean');
    if (denied) return [`${word} has no meaning; leave it out, and --${denied.name} too`];
    const problem =
      value === undefined
        ? undefined
        : problemOf(
            value,
            OPTIONS.find((option) => option.name === name),
          );
    if (problem !== undefined) return [`--${name} is "${value}"; expected ${problem}`];
    return LISTS.includes(name) ? [`--${name} cannot be given here; set it in the component's project.json`] : [];
  });
  if (problems.length > 0 && !isOfOthers(argv)) throw new ConfigurationInvalid('the command line', problems);
}

/** Returns what is expected in place of a value that the option cannot have. */
function problemOf(value: string, option?: Option): string | undefined {
  const [form, said] = WORDS[option?.type ?? ''] ?? [];
  if (!form) return undefined;
  if (!form.test(value)) return said;
  // Nx looks at the limits of numbers, but not at those of integers.
  const { minimum = -Infinity, maximum = Infinity } = option ?? {};
  return Number(value) < minimum || Number(value) > maximum ? `${said} from ${minimum} to ${maximum}` : undefined;
}
