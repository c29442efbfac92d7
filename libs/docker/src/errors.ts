import type { InputRequest } from '@hypriotkit/component';
import { closest } from '@hypriotkit/config';
import { HypriotkitError } from '@hypriotkit/core';
import { BUILD_EXECUTOR } from './lib/executors';

/** A setting of a target of the executors `run` and `reproduce` is unknown or has an invalid value. */
export class SettingInvalid extends HypriotkitError {
  readonly code = 'HK_SETTING_INVALID';

  constructor(name: string, reason: string, hint = 'Give it another value. Nothing has been started.') {
    super(`--${name} ${reason}${reason.endsWith('?') ? '' : '.'}`, { hint });
  }
}

/** A component reads an artifact that no component makes, or one of its own. */
export class InputUnknown extends HypriotkitError {
  readonly code = 'HK_INPUT_UNKNOWN';

  constructor({ component, role }: InputRequest, there: string) {
    super(`The input "${role}" of "${component}" is not available: ${there}.`, {
      hint: "Correct `inputs` in the component's project.json.",
    });
  }
}

/** A run would build a component but leave out a component that it reads. */
export class InputExcluded extends HypriotkitError {
  readonly code = 'HK_INPUT_EXCLUDED';

  constructor(component: string, inputs: string[]) {
    super(`${component} reads ${inputs.join(', ')}, but this run excludes them.`, {
      hint: "Nx's cache would keep the result under a key that does not cover them. Run it without --exclude-task-dependencies.",
    });
  }
}

/** `base` names a component that has no `build` target of this plugin. */
export class BaseUnknown extends HypriotkitError {
  readonly code = 'HK_BASE_UNKNOWN';

  constructor(name: string, reason = 'which is not a component of this workspace') {
    super(`The base is the builder image of "${name}", ${reason}.`, {
      hint: "Name a project with the executor @hypriotkit/docker:build in `base` of the component's project.json.",
    });
  }
}

/** An option was meant for a component, but Nx would use it itself or silently drop it. */
export class OptionTaken extends HypriotkitError {
  readonly code = 'HK_OPTION_TAKEN';

  constructor(option: string, reason: string) {
    const hint = `Write it after two dashes: npx nx run <component>:build -- ${option}`;
    super(`${reason}, so ${option} would not reach any component.`, { hint });
  }
}

/** What this plugin infers about targets has been replaced, so Nx cannot know when to build them again. */
export class InputsReplaced extends HypriotkitError {
  readonly code = 'HK_INPUTS_REPLACED';

  /** @param tasks Names such as `tea:build`. */
  constructor(tasks: string[]) {
    super(
      `The inputs or outputs of ${tasks.join(', ')} have been replaced, by targetDefaults in nx.json or by project.json. ` +
        'Nx would restore outdated artifacts.',
      {
        hint:
          `Add "${BUILD_EXECUTOR}": {} to targetDefaults in nx.json ("npx nx g @hypriotkit/docker:init" does it), and take ` +
          '"inputs" and "outputs" of these targets out of project.json. Nothing has been started.',
      },
    );
  }
}

/** No project in the run has the named configuration. Nx would silently build without it. */
export class ConfigurationUnknown extends HypriotkitError {
  readonly code = 'HK_CONFIGURATION_UNKNOWN';

  /** @param task The task as the user named it; undefined for a run of many tasks. */
  constructor(task: string | undefined, name: string, known: string[]) {
    const refused =
      task === undefined ? `No project has a configuration "${name}"` : `${task} has no configuration "${name}"`;
    const hint =
      known.length === 0
        ? 'There are none. Add it under "configurations" in the component\'s project.json, or omit it.'
        : `Choose one of ${known.join(', ')}, or add it under "configurations" in the component's project.json.`;
    super(`${refused}${closest(name, known) || '.'}`, { hint });
  }
}

/** An env file that Nx reads for some tasks only has a variable that concerns all of them. */
export class VariableOfTask extends HypriotkitError {
  readonly code = 'HK_VARIABLE_OF_TASK';

  /** @param file Relative to the workspace. */
  constructor(file: string, variable: string) {
    super(`${file} sets ${variable}, but Nx reads that file only for some of a run's tasks.`, {
      hint: `Move ${variable} to the file .env at the root of the workspace, or to your environment. Nothing has been started.`,
    });
  }
}

/** Two concurrent runs would write different artifacts to the same place. */
export class RunConflict extends HypriotkitError {
  readonly code = 'HK_RUN_CONFLICT';

  /** True if the other run's process is known; false if that run has only registered itself. */
  readonly isCertain: boolean;

  /** @param other Its start, in milliseconds since 1970, and its process ID once that is known. */
  constructor({ since, pid }: { since: number; pid?: number }, reason: string) {
    const begun = new Date(since).toTimeString().slice(0, 8);
    const process = pid === undefined ? '' : `, process ${pid}`;
    super(`Another run in this workspace (started at ${begun}${process}) is building with ${reason}.`, {
      hint: 'Both runs would write their artifacts to the same place. Wait for it to end, or use another clone.',
    });
    this.isCertain = pid !== undefined;
  }
}

/** A component changed after Nx computed its cache key and before the component was built. */
export class ChangedDuringRun extends HypriotkitError {
  readonly code = 'HK_CHANGED_DURING_RUN';

  constructor(component: string) {
    super(`The configuration, the builder or a file of ${component} has changed since this run started.`, {
      hint: 'Its result would be kept under the key of the earlier state. Run the command again.',
    });
  }
}

/** The generator would overwrite something else. */
export class ComponentExists extends HypriotkitError {
  readonly code = 'HK_COMPONENT_EXISTS';

  constructor(found: string[], hint: string) {
    super(`Nothing was written, because these exist already:\n${found.map((what) => `  - ${what}`).join('\n')}`, {
      hint,
    });
  }
}

/** The value of `SOURCE_DATE_EPOCH` is not a valid time. */
export class EpochInvalid extends HypriotkitError {
  readonly code = 'HK_EPOCH_INVALID';

  constructor(variable: string, value: string, latest: number) {
    super(`${variable} is ${JSON.stringify(value)}; expected seconds since 1970, a whole number up to ${latest}.`, {
      hint: `Set ${variable} to such a number, or unset it.`,
    });
  }
}

/** A board's configuration does not say which image the board is. */
export class BoardInvalid extends HypriotkitError {
  readonly code = 'HK_BOARD_INVALID';

  static of(board: string, reason: string): BoardInvalid {
    return new BoardInvalid(board, reason, 'Remove the components that no image of the board is made from.');
  }

  static ambiguous(board: string, images: string[]): BoardInvalid {
    const hint = `Name the one that is meant in boards/${board}/configs.json, such as "${images[0]}": {}.`;
    return new BoardInvalid(board, `it could be an image of any of ${images.join(', ')}`, hint);
  }

  private constructor(board: string, reason: string, hint: string) {
    super(`The board ${board} cannot be built: ${reason}.`, { hint });
  }
}

/** Nx knows an earlier state of a board, from before a file that git ignores was changed. */
export class BoardOutdated extends HypriotkitError {
  readonly code = 'HK_BOARD_OUTDATED';

  constructor(board: string) {
    super(`The project of the board ${board} that Nx knows no longer matches the board's files.`, {
      hint: 'Nx does not watch files that git ignores, such as configs.local.json. Run `npx nx reset`, then this again.',
    });
  }
}

/** The engine that is named for a platform is one for another platform. */
export class EngineOfOtherPlatform extends HypriotkitError {
  readonly code = 'HK_ENGINE_OF_OTHER_PLATFORM';

  /**
   * @param address without credentials
   * @param namedBy where it is named, with the platform
   */
  constructor(address: string, namedBy: string, architecture: string) {
    super(`${namedBy} is the engine at ${address}, whose platform is linux/${architecture}.`, {
      hint: 'Name an engine of that platform, or remove the entry: the engine of the run then builds what is for this platform. Nothing has been built.',
    });
  }
}
