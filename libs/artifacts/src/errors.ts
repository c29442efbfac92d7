import { HypriotkitError } from '@hypriotkit/core';

/** A file came with a checksum that is not its own. */
export class ChecksumMismatch extends HypriotkitError {
  readonly code = 'HK_CHECKSUM_MISMATCH';

  constructor(file: string, said: string, found: string) {
    super(`${file} has SHA-256 ${found}, but ${file}.sha256 says ${said}.`, {
      hint: 'One of them was written wrongly or cut short; build the component again with --fresh.',
    });
  }
}

/** A builder ended well and left less than it promised. */
export class ArtifactsMissing extends HypriotkitError {
  readonly code = 'HK_ARTIFACTS_MISSING';

  constructor(missing: string[], found: string[]) {
    super(`The builder ended without ${missing.join(', ')}; its workspace holds ${found.join(', ') || 'nothing'}.`, {
      hint: "Compare the names that the builder gives its files with `artifacts` in the component's project.json.",
    });
  }
}

/** More than one file fits a pattern that stands for one artifact. */
export class ArtifactAmbiguous extends HypriotkitError {
  readonly code = 'HK_ARTIFACT_AMBIGUOUS';

  constructor(pattern: string, found: string[]) {
    super(`${pattern} has to be one file, and the builder left ${found.join(', ')}.`, {
      hint: "Make the pattern in the component's project.json more exact, or have the builder leave one file.",
    });
  }
}

/** An artifact that another component was to leave is not there. */
export class InputMissing extends HypriotkitError {
  readonly code = 'HK_INPUT_MISSING';

  constructor(component: string, role: string, folder: string) {
    super(`The ${role} of ${component} is not in ${folder}.`, {
      hint: `Build it: npx nx run ${component}:build`,
    });
  }
}

/** The disk under the artifacts has no room for another file. */
export class DiskFull extends HypriotkitError {
  readonly code = 'HK_DISK_FULL';

  constructor(path: string, cause: unknown) {
    super(`There is no space left for ${path}.`, {
      hint: 'Free some (`df -h` shows where), then run this again; what was there before is untouched.',
      cause,
    });
  }
}

/** The environment names a place for the store, or an owner, that cannot be one. */
export class StorePlaceInvalid extends HypriotkitError {
  readonly code = 'HK_STORE_PLACE_INVALID';

  constructor(variable: string, value: string, expected: string) {
    super(`${variable} is "${value}"; expected ${expected}.`, { hint: `Mend or unset ${variable}.` });
  }
}
