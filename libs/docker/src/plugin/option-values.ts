import { ConfigurationInvalid } from '@hypriotkit/config';
import buildSchema from '../executors/build/schema.json';
import runSchema from '../executors/run/schema.json';
import { isOfOthers } from './run-options';

const TYPES = Object.entries({ ...buildSchema.properties, ...runSchema.properties }).map(([name, property]) => ({
  name,
  type: (property as { type?: string }).type,
}));
/** What the options of a type may be, and how that is said. */
const WORDS: Record<string, [RegExp, string]> = {
  boolean: [/^(true|false)$/, 'true or false'],
  integer: [/^\d+$/, 'a whole number'],
};
/** `nx affected` has an option --base of its own. */
const LISTS = TYPES.filter(
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
    const [form, said] = WORDS[TYPES.find((option) => option.name === name)?.type ?? ''] ?? [];
    if (form && value !== undefined && !form.test(value)) return [`--${name} is "${value}"; expected ${said}`];
    return LISTS.includes(name) ? [`--${name} cannot be given here; set it in the component's project.json`] : [];
  });
  if (problems.length > 0 && !isOfOthers(argv)) throw new ConfigurationInvalid('the command line', problems);
}
