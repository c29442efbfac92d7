import type { InputRequest } from '@hypriotkit/component';
import { closest } from '@hypriotkit/config';
import { HypriotkitError } from '@hypriotkit/core';

/** A setting of a target of the executor `run` that there is not, or that has a value that it cannot have. */
export class SettingInvalid extends HypriotkitError {
  readonly code = 'HK_SETTING_INVALID';

  constructor(name: string, reason: string, hint = 'Give it another value; nothing has been started.') {
    super(`--${name} ${reason}${reason.endsWith('?') ? '' : '.'}`, { hint });
  }
}

/** A component reads something that nobody leaves, or that it leaves itself. */
export class InputUnknown extends HypriotkitError {
  readonly code = 'HK_INPUT_UNKNOWN';

  constructor({ component, role }: InputRequest, there: string) {
    super(`The input "${role}" of "${component}" cannot be had: ${there}.`, {
      hint: "Correct `inputs` in the component's project.json.",
    });
  }
}

/** A component is to be built without what it reads. */
export class InputExcluded extends HypriotkitError {
  readonly code = 'HK_INPUT_EXCLUDED';

  constructor(component: string, inputs: string[]) {
    super(`${component} reads ${inputs.join(', ')}, and this run leaves them out.`, {
      hint: "Nx's cache would keep the result under a name that says nothing of what was read: run it without --exclude-task-dependencies.",
    });
  }
}

/** A component that another one names has no target `build` of this plugin. */
export class BaseUnknown extends HypriotkitError {
  readonly code = 'HK_BASE_UNKNOWN';

  constructor(name: string, reason = 'which is not a component of this workspace') {
    super(`The base is the builder image of "${name}", ${reason}.`, {
      hint: "Name a project with the executor @hypriotkit/docker:build in `base` of the component's project.json.",
    });
  }
}

/** An option that was meant for a component, and that Nx would take for itself or drop, without a word. */
export class OptionTaken extends HypriotkitError {
  readonly code = 'HK_OPTION_TAKEN';

  constructor(option: string, reason: string) {
    const hint = `Write it after two dashes: npx nx run <component>:build -- ${option}`;
    super(`${reason}, so that ${option} would reach no component.`, { hint });
  }
}

/** A named configuration that nothing in the run has: Nx would build without it, and say nothing. */
export class ConfigurationUnknown extends HypriotkitError {
  readonly code = 'HK_CONFIGURATION_UNKNOWN';

  /** @param task undefined in a run of many */
  constructor(task: string | undefined, name: string, known: string[]) {
    const refused =
      task === undefined ? `No project has a configuration "${name}"` : `${task} has no configuration "${name}"`;
    const hint =
      known.length === 0
        ? 'There is none: add it under "configurations" in the component\'s project.json, or leave it away.'
        : `Take one of these: ${known.join(', ')}; or add it under "configurations" in the component's project.json.`;
    super(`${refused}${closest(name, known) || '.'}`, { hint });
  }
}

/** Two runs would leave different artifacts in one place. */
export class RunConflict extends HypriotkitError {
  readonly code = 'HK_RUN_CONFLICT';

  /** Whether a process is known that makes it so, and not only the beginning of a run. */
  readonly isCertain: boolean;

  /** @param other when it began, in milliseconds since 1970, and its process, once that is known */
  constructor({ since, pid }: { since: number; pid?: number }, reason: string) {
    const begun = new Date(since).toTimeString().slice(0, 8);
    const process = pid === undefined ? '' : `, process ${pid}`;
    super(`Another run in this workspace (begun at ${begun}${process}) builds with ${reason}.`, {
      hint: 'Its artifacts and those of this run would lie in the same place: wait for it to end, or use another clone.',
    });
    this.isCertain = pid !== undefined;
  }
}

/** Something changed between the time when Nx made the name of a result and the time when it would be made. */
export class ChangedDuringRun extends HypriotkitError {
  readonly code = 'HK_CHANGED_DURING_RUN';

  constructor(component: string) {
    super(`The configuration, the builder or a file of ${component} has changed since this run began.`, {
      hint: 'What it would make now would be kept under the name of what was there before: run the command again.',
    });
  }
}

/** Something else is where a component would go. */
export class ComponentExists extends HypriotkitError {
  readonly code = 'HK_COMPONENT_EXISTS';

  constructor(found: string[], hint: string) {
    super(`Nothing was written, because there is already:\n${found.map((what) => `  - ${what}`).join('\n')}`, { hint });
  }
}

/** A name that cannot be a folder, a project and a key of the configuration at once. */
export class NameInvalid extends HypriotkitError {
  readonly code = 'HK_NAME_INVALID';

  constructor(what: string, name: string, expected: string) {
    super(`${JSON.stringify(name)} cannot be the ${what}: ${expected}.`, { hint: 'Choose another one.' });
  }
}

/** The time that stands for all others in the artifacts cannot be one. */
export class EpochInvalid extends HypriotkitError {
  readonly code = 'HK_EPOCH_INVALID';

  constructor(variable: string, value: string, latest: number) {
    super(`${variable} is ${JSON.stringify(value)}; expected seconds since 1970, a whole number up to ${latest}.`, {
      hint: `Set ${variable} to such a number, or to nothing.`,
    });
  }
}
