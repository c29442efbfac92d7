import { HypriotkitError } from '@hypriotkit/core';

/** An option that Nx takes for itself without a word, though it was meant for a component. */
export class OptionTaken extends HypriotkitError {
  readonly code = 'HK_OPTION_TAKEN';

  constructor(option: string) {
    const hint = `Write it after two dashes: npx nx run <component>:build -- ${option}`;
    const [name] = option.split('=');
    super(`Nx keeps ${name} for itself, so that ${option} would reach no component. ${hint} [HK_OPTION_TAKEN]`, {
      hint,
    });
  }
}

/** Commands for which --target means a target of Nx. */
const OF_MANY = ['run-many', 'affected'];

/** Words after `--` are handed on as they are. */
export function refuseTakenOptions(argv: string[]): void {
  const ours = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined);
  const isOfMany = ours.some((word) => OF_MANY.includes(word));
  const taken = ours.find((word) => word.startsWith('--version=') || (!isOfMany && word.startsWith('--target=')));
  if (taken) throw new OptionTaken(taken);
}
