import { OptionTaken } from '../errors';

/** Commands whose option --target names a target of Nx. */
const OF_MANY = ['run-many', 'affected'];
/** Options of the executors that users give on the command line. */
const OPTIONS = ['fresh', 'verbosity', 'engine', 'privileges', 'timeoutSeconds', 'reuse', 'keep'];

/**
 * Refuses a command line whose options would not reach the component. Nx passes words after `--` on unchanged. If there
 * is a `--`, Nx passes on nothing else.
 *
 * @param names The components' fields, and the settings of their other targets.
 * @throws OptionTaken
 */
export function refuseTakenOptions(argv: string[], names: string[]): void {
  const dashes = argv.indexOf('--');
  const ours = dashes < 0 ? argv : argv.slice(0, dashes);
  const isOfMany = ours.some((word) => OF_MANY.includes(word));
  for (const word of ours) {
    const [, name = '', value] = /^--([^=]+)(=.*)?$/.exec(word) ?? [];
    if (isOfMany && name === 'target') continue;
    if (value !== undefined && ['version', 'target'].includes(name)) {
      throw new OptionTaken(word, `Nx uses --${name} itself`);
    }
    if (dashes >= 0 && [...OPTIONS, ...names].includes(name)) {
      // The value may be a password.
      const option = value === undefined ? word : `--${name}=...`;
      throw new OptionTaken(option, 'Nx passes on only what follows the two dashes');
    }
  }
}
