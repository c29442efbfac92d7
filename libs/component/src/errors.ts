import { HypriotkitError, InputInvalid, mirrorTrouble } from '@hypriotkit/core';
import { isAnnouncement } from './component-log';
import type { Limits } from './privileges';

const quote = (lines: string[]) =>
  lines.length > 0 ? `Its last lines:\n${lines.map((line) => `  | ${line}`).join('\n')}` : 'It wrote nothing.';

/** The container of a builder or a target ended with an exit code other than 0. */
export class ContainerFailed extends HypriotkitError {
  readonly code = 'HK_CONTAINER_FAILED';

  constructor(
    readonly exitCode: number,
    outOfMemory: boolean,
    readonly lastLines: string[],
    limits?: Limits,
  ) {
    super(`The container ended with exit code ${exitCode}. ${quote(lastLines)}`, {
      hint: hint(exitCode, outOfMemory, lastLines, limits),
    });
  }
}

/** What a shell and Docker make of SIGKILL, which no program survives or explains. */
const KILLED = 137;

function hint(exitCode: number, outOfMemory: boolean, lastLines: string[], limits?: Limits): string {
  if (outOfMemory) return 'It ran out of memory: give the engine more, or run fewer tasks at once (--parallel=1).';
  if (lastLines.some((line) => /no space left on device/i.test(line))) {
    return 'The disk of the engine is full: `docker system df` shows what uses the space, and `docker system prune` frees some.';
  }
  const lacking = limits && lackingIn(lastLines, limits);
  if (lacking) return lacking;
  const trouble = mirrorTrouble(lastLines);
  if (trouble) return trouble.advice;
  if (exitCode === KILLED) {
    return 'It was killed: by `docker kill` or `docker rm`, or by a machine without free memory. Run it again, with little memory one task at a time (--parallel=1).';
  }
  const last = lastLines.at(-1);
  if (last === undefined || isAnnouncement(last)) {
    return 'Its program failed without a word. If it is a shell script, `set -x` in it shows which command failed.';
  }
  return 'Fix what the lines above report. --verbosity=debug shows every line.';
}

const NO_NETWORK =
  /temporary failure (in name resolution|resolving)|could not resolve|name or service not known|network is unreachable/i;
/** Not what ssh says of keys: `Permission denied (publickey)`. */
const NOT_PERMITTED = /operation not permitted|permission denied(?! \()/i;

/** Says which of its limits a container has met, if its last lines look like that. */
function lackingIn(lines: string[], { capabilities, network }: Limits): string | undefined {
  const text = lines.join('\n');
  if (network === 'none' && NO_NETWORK.test(text)) {
    return 'The container has no network: `container` in project.json says so. If the builder fetches something, remove `"network": "none"` there.';
  }
  if (NOT_PERMITTED.test(text)) {
    const all = capabilities.length > 0 ? `only the capabilities ${capabilities.join(', ')}` : 'no capabilities';
    return `The container has ${all}: \`container\` in project.json says so. If the builder needs another one, add it there. Otherwise fix what the lines above report.`;
  }
  return undefined;
}

/** A container, or a build, exceeded its time limit. */
export class RunTimedOut extends HypriotkitError {
  readonly code = 'HK_RUN_TIMED_OUT';

  /** @param what The beginning of a sentence: "The container". */
  constructor(what: string, seconds: number, lastLines: string[]) {
    super(`${what} was stopped after ${seconds} s. ${quote(lastLines)}`, {
      hint:
        'Raise `timeoutSeconds` if this machine is slow.' +
        (lastLines.length > 0 ? ' Otherwise the lines above show where it hangs.' : ''),
    });
  }
}

/** A builder image did not give a value for a variable, or one that cannot be part of a file name. */
export class VariableInvalid extends HypriotkitError {
  readonly code = 'HK_VARIABLE_INVALID';

  constructor(name: string, command: string[], said: string) {
    super(`The builder was asked for ${name} with ${command.join(' ')}, and answered ${JSON.stringify(said)}.`, {
      hint: 'Its last line must be one word of letters, digits and . _ + ~ -. --verbosity=debug shows every line.',
    });
  }
}

/** The name of an artifact would contain a secret. */
export class SecretInName extends HypriotkitError {
  readonly code = 'HK_SECRET_IN_NAME';

  /** @param part the part of the template that stands for a secret, such as `{token}` or `*` */
  constructor(template: string, part: string) {
    super(`${part} in the name of the artifact "${template}" is a secret, and everybody can read names.`, {
      hint: "Change the name in the `artifacts` of the component's project.json, or what its builder puts there.",
    });
  }
}

/** A value cannot be handed to a builder as it is: Linux has no such variables, and no such words of a command. */
export class ValueNotPassable extends HypriotkitError {
  readonly code = 'HK_VALUE_NOT_PASSABLE';

  /** @param what The beginning of a sentence: "The environment variable NAME". The value may be a secret. */
  constructor(what: string, reason: string) {
    super(`${what} ${reason}.`, {
      hint: 'Give the field in it another value. Long data can be a file, if the component has a field that names one. Nothing has been started.',
    });
  }
}

/** The component's project.json has no counterpart for the value of a field. */
export class ValueUnsupported extends HypriotkitError {
  readonly code = 'HK_VALUE_UNSUPPORTED';

  constructor(field: string, value: string, known: string[]) {
    super(`${field} is "${value}", which this component's builder does not support; it supports ${known.join(', ')}.`, {
      hint: `Set ${field} to one of them.`,
    });
  }
}

/** A builder could not tell two of its inputs apart, or an input and a file of the user's. Only one would reach it. */
export class InputsAlike extends HypriotkitError {
  readonly code = 'HK_INPUTS_ALIKE';

  static ofRole(one: Named, other: Named): InputsAlike {
    if (one.component === other.component) {
      return new InputsAlike(
        `The input "${other.role}" of ${other.component} is listed twice.`,
        "Remove one of the two from `inputs` in the component's project.json.",
      );
    }
    return new InputsAlike(
      `The inputs from ${one.component} and ${other.component} both have the role "${other.role}", so {input:${other.role}} could name either.`,
      `Give one of the artifacts another role: in \`artifacts\` of ${other.component}'s project.json, and in \`inputs\` of this component's.`,
    );
  }

  static ofFile(one: Named, other: Named, file: string): InputsAlike {
    return new InputsAlike(
      `The inputs "${one.role}" of ${one.component} and "${other.role}" of ${other.component} are both files named ${file}, and a builder gets its inputs in one folder.`,
      `Give one of the files another name: in \`artifacts\` of ${other.component}'s project.json.`,
    );
  }

  /** @param setting What names the user's file: `container_images[0]`. @param name What it takes in the workspace. */
  static ofUserFile({ component, role }: Named, setting: string, name: string): InputsAlike {
    return new InputsAlike(
      `The input "${role}" of ${component} takes the name ${name} in the builder's workspace, which is also where the file goes that ${setting} names.`,
      `Give the artifact another name: in \`artifacts\` of ${component}'s project.json.`,
    );
  }

  private constructor(message: string, hint: string) {
    super(message, { hint });
  }
}

interface Named {
  component: string;
  role: string;
}

/** A builder needs privileges that were refused. */
export class PrivilegesRefused extends HypriotkitError {
  readonly code = 'HK_PRIVILEGES_REFUSED';

  constructor(needed: string) {
    super(`The builder needs ${needed}, which --privileges=none refuses.`, {
      hint: 'Allow it with --privileges=full (or loop), or HYPRIOTKIT_PRIVILEGES, if you trust the builder; or use a builder that needs none, such as the one in components/.',
    });
  }
}

/** A key cannot be used to sign with. */
export class SigningKeyInvalid extends InputInvalid {
  readonly code = 'HK_SIGNING_KEY_INVALID';

  constructor(path: string | undefined, reason: string, cause?: unknown) {
    super(path ? `The key ${path} cannot be used to sign: ${reason}.` : 'It is not said which key to sign with.', {
      hint: 'Name the file of a secret key with --key=FILE (`minisign -G` makes one), and set HYPRIOTKIT_SIGNING_PASSWORD if it has a password. Nothing has been signed.',
      cause,
    });
  }
}

/** Two builds of the same inputs gave different artifacts. */
export class NotReproducible extends HypriotkitError {
  readonly code = 'HK_NOT_REPRODUCIBLE';

  /**
   * @param files those that differ
   * @param count how many there are
   * @param reports the folder of the reports, as users name it
   * @param results the folder that has the folders `first` and `second`
   */
  constructor(
    readonly files: string[],
    count: number,
    reports: string,
    results: string,
  ) {
    const verb = files.length === 1 ? 'differs' : 'differ';
    super(`Two builds of the same inputs are not equal: ${files.join(', ')} ${verb}, of ${count} in all.`, {
      hint:
        `${reports}/diffoscope.html (and .txt) shows where; the files are in ${results}/first and ${results}/second. ` +
        'Change the builder so that the difference goes: docs/reproducible.md says what was another for the second build, and what helps.',
    });
  }
}

/** A builder that has succeeded failed with the same inputs under the conditions of the second build. */
export class SecondBuildFailed extends HypriotkitError {
  readonly code = 'HK_SECOND_BUILD_FAILED';

  constructor(cause: HypriotkitError) {
    super(`The first build succeeded, and the second, from the same inputs, failed. ${cause.message}`, {
      hint:
        'It had another locale, time zone, umask, host name and number of processors: docs/reproducible.md lists all. ' +
        'Have the builder set what it relies on. If that is not the cause, run this again.',
      cause,
    });
  }
}

/** A locked build cannot get what the lock says. */
export class LockedUnavailable extends HypriotkitError {
  readonly code = 'HK_LOCKED_UNAVAILABLE';

  /** @param from where what is locked may still be had, as the beginning of a sentence */
  constructor(problems: string[], from = 'Build from a mirror that still has them (base_image.snapshot)') {
    const inputs = problems.length === 1 ? 'an input' : `${problems.length} inputs`;
    super(
      `The build is locked, and cannot get ${inputs} as hypriotkit.lock.json has them:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
      {
        hint: `${from}, or take what is there now: run the target update-lock of this component in the workspace, which prints what changes. Without a workspace, hypriotkit build --no-lock --fresh --write-lock does it.`,
      },
    );
  }
}

/** There is nothing to write to the lock. */
export class NothingRecorded extends HypriotkitError {
  readonly code = 'HK_NOTHING_RECORDED';

  constructor(component: string) {
    super(`The build of ${component} has not recorded what it fetched.`, {
      hint: 'Builders of the official repositories, and artifacts that lie ready-made, do not say it: leave this component out, with --exclude. Others use the functions in builder.sh (docs/lock.md).',
    });
  }
}
