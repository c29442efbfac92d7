import { OptionTaken } from '../errors';

/** Commands for which --target means a target of Nx. */
const OF_MANY = ['run-many', 'affected'];
/** Options of the executors that people give on a command line. */
const OPTIONS = ['fresh', 'verbosity', 'engine', 'privileges', 'timeoutSeconds'];

/**
 * Refuses a command line that does not mean what it says. What stands after `--` is handed on as it is; where there is
 * a `--`, Nx hands on nothing else.
 *
 * @param names of the components' fields, and of the settings of their other targets
 */
export function refuseTakenOptions(argv: string[], names: string[]): void {
  const dashes = argv.indexOf('--');
  const ours = dashes < 0 ? argv : argv.slice(0, dashes);
  const isOfMany = ours.some((word) => OF_MANY.includes(word));
  for (const word of ours) {
    const [, name = '', value] = /^--([^=]+)(=.*)?$/.exec(word) ?? [];
    if (isOfMany && name === 'target') continue;
    if (value !== undefined && ['version', 'target'].includes(name)) {
      throw new OptionTaken(word, `Nx keeps --${name} for itself`);
    }
    if (dashes >= 0 && [...OPTIONS, ...names].includes(name)) {
      // Its value may be a password.
      const option = value === undefined ? word : `--${name}=...`;
      throw new OptionTaken(option, 'Where there are two dashes Nx hands on what stands after them alone');
    }
  }
}
