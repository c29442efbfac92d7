import { HypriotkitError, InputInvalid } from '@hypriotkit/core';
import { closest } from './closest';
import type { UserFile } from './user-files/user-file';

/** The configuration is invalid. The error lists every problem found in the file, not just the first. */
export class ConfigurationInvalid extends InputInvalid {
  readonly code = 'HK_CONFIGURATION_INVALID';

  constructor(
    readonly file: string,
    readonly problems: string[],
  ) {
    super(`The configuration from ${file} is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`, {
      hint: 'Fix this and run again. Nothing has been started.',
    });
  }
}

/** A template refers to an unknown name. */
export class TemplateInvalid extends HypriotkitError {
  readonly code = 'HK_TEMPLATE_INVALID';

  constructor(template: string, name: string, known: string[]) {
    super(`"${template}" names {${name}}, which does not exist${closest(name, known) || '.'}`, {
      hint: "Correct the template in the component's project.json. It can name the component's own fields, as {version}, those of others, as {root_fs.hostname}, and inputs by their roles, as {input:kernel}.",
    });
  }
}

/** A file that was named cannot be copied into a container. Nothing has been started. */
export class FileUnusable extends InputInvalid {
  readonly code = 'HK_FILE_UNUSABLE';

  constructor(
    { name, place, path, root }: Pick<UserFile, 'name' | 'place' | 'path' | 'root'>,
    reason: string,
    hint?: string,
    cause?: unknown,
  ) {
    super(`${name}${place ? ` in ${place},` : ''} names "${path}", which cannot be used: ${reason}.`, {
      hint: hint ?? `Correct the path, which is relative to ${root}, or the permissions of the file.`,
      cause,
    });
  }
}

/** Several files that were named cannot be copied into a container. Nothing has been started. */
export class FilesUnusable extends InputInvalid {
  readonly code = 'HK_FILES_UNUSABLE';

  constructor(readonly errors: FileUnusable[]) {
    const problems = errors.map(({ component, message }) => `\n  - ${component ? `${component}: ` : ''}${message}`);
    super(`These files cannot be used:${problems.join('')}`, {
      hint: [...new Set(errors.map(({ hint }) => hint))].join(' '),
    });
  }
}

/** A name that cannot be a folder, a project and a configuration key at the same time. */
export class NameInvalid extends InputInvalid {
  readonly code = 'HK_NAME_INVALID';

  constructor(what: string, name: string, expected: string) {
    super(`${JSON.stringify(name)} cannot be the ${what}: ${expected}.`, { hint: 'Choose another one.' });
  }
}

/** A board is to be built that does not exist. */
export class BoardUnknown extends InputInvalid {
  readonly code = 'HK_BOARD_UNKNOWN';

  /** @param name The board; undefined if none was chosen. */
  constructor(name: string | undefined, folder: string, known: string[]) {
    const suggestion = name === undefined ? '' : closest(name, known);
    const missing = name === undefined ? 'No board was chosen' : `There is no board "${name}"`;
    super(`${missing} in ${folder}${suggestion || '.'}`, {
      hint:
        known.length > 0
          ? `Name one of ${known.join(', ')}, or add another: a folder with a configs.json.`
          : 'A board is a folder in it with a configs.json, such as { "root_fs": { "hostname": "garage" } }.',
    });
  }
}

/** What is written by a program may be wrong in thousands of places. */
const MOST_PROBLEMS = 20;

/** hypriotkit.lock.json is not what lock writes. */
export class LockInvalid extends InputInvalid {
  readonly code = 'HK_LOCK_INVALID';

  constructor(problems: string[], file: string) {
    const more = problems.length > MOST_PROBLEMS ? [`and ${problems.length - MOST_PROBLEMS} more`] : [];
    const shown = [...problems.slice(0, MOST_PROBLEMS), ...more];
    super(`${file} cannot be used:\n${shown.map((problem) => `  - ${problem}`).join('\n')}`, {
      hint: 'Take it from git as it was, or remove it and write another: `npx nx run-many -t lock` in a workspace, `hypriotkit build --write-lock` without one. Nothing has been started.',
    });
  }
}
