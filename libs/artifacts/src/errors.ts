import { HypriotkitError, InputInvalid } from '@hypriotkit/core';

/** A file does not match the checksum that came with it. */
export class ChecksumMismatch extends HypriotkitError {
  readonly code = 'HK_CHECKSUM_MISMATCH';

  constructor(file: string, said: string, found: string) {
    super(`${file} has SHA-256 ${found}, but ${file}.sha256 says ${said}.`, {
      hint: 'One of them is wrong or truncated. Build the component again with --fresh.',
    });
  }
}

/** The `.sha256` beside a file has no checksum for it. */
export class ChecksumUnreadable extends HypriotkitError {
  readonly code = 'HK_CHECKSUM_UNREADABLE';

  constructor(file: string, reason: string) {
    super(`${file}.sha256 ${reason}.`, {
      hint: `Have the builder write it with \`sha256sum ${file} >${file}.sha256\`, or not at all: Hypriotkit then writes it.`,
    });
  }
}

/** A name in `artifacts` or `reports` cannot be used as a file name. */
export class ArtifactNameInvalid extends HypriotkitError {
  readonly code = 'HK_ARTIFACT_NAME_INVALID';

  /** @param template as project.json has it @param name the template with the values of the fields */
  constructor(template: string, name: string, reason: string) {
    const comesTo = name === template ? '' : `, which becomes ${JSON.stringify(name)},`;
    super(`The artifact ${JSON.stringify(template)}${comesTo} ${reason}.`, {
      hint:
        name === template
          ? "Correct the name in the component's project.json. The builder must leave its artifacts in the workspace folder itself."
          : "Give the field another value, or correct the name in the component's project.json.",
    });
  }
}

/** The manifest in a component's folder is not one that a build writes. */
export class ManifestDamaged extends HypriotkitError {
  readonly code = 'HK_MANIFEST_DAMAGED';

  constructor(path: string, component: string, reason: string, cause?: unknown) {
    super(`${path} ${reason}.`, {
      hint: `Build it again: npx nx run ${component}:build --skip-nx-cache. If Nx's cache restores the damaged file, clear the cache: npx nx reset`,
      cause,
    });
  }
}

/** A builder succeeded but left fewer files than it promised. */
export class ArtifactsMissing extends HypriotkitError {
  readonly code = 'HK_ARTIFACTS_MISSING';

  /** @param found names in the workspace, or the first of them @param count how many there are */
  constructor(missing: string[], found: string[], count = found.length) {
    super(`The builder did not leave ${missing.join(', ')}. Its workspace contains ${listed(found, count)}.`, {
      hint: "Compare the names that the builder gives its files with `artifacts` in the component's project.json.",
    });
  }
}

const MOST = 20;

/** Returns the first names, and how many more there are. */
export function listed(names: string[], count = names.length): string {
  if (count === 0) return 'nothing';
  const rest = count - MOST;
  return rest > 0 ? `${names.slice(0, MOST).join(', ')} and ${rest} more` : names.join(', ');
}

/** More than one file matches a pattern that stands for one artifact. */
export class ArtifactAmbiguous extends HypriotkitError {
  readonly code = 'HK_ARTIFACT_AMBIGUOUS';

  constructor(pattern: string, found: string[]) {
    super(`${pattern} must match one file, but the builder left ${listed(found)}.`, {
      hint: "Make the pattern in the component's project.json more exact, or let the builder leave only one file.",
    });
  }
}

/** An artifact that another component should have left is missing. */
export class InputMissing extends HypriotkitError {
  readonly code = 'HK_INPUT_MISSING';

  /** @param task The task of Nx that makes it. */
  constructor(component: string, role: string, folder: string, task = `${component}:build`) {
    super(`The ${role} of ${component} is not in ${folder}.`, {
      hint: `Build it: npx nx run ${task}`,
    });
  }
}

/** The files in a component's folder are not the ones that its build left. */
export class InputDamaged extends HypriotkitError {
  readonly code = 'HK_INPUT_DAMAGED';

  /** @param task The task of Nx that makes them. */
  constructor(component: string, reason: string, cause?: unknown, task = `${component}:build`) {
    super(`The artifacts of ${component} are damaged: ${reason.replace(/\.$/, '')}.`, {
      hint: `Build it again: npx nx run ${task} --skip-nx-cache. If Nx's cache restores the damaged files, clear the cache: npx nx reset`,
      cause,
    });
  }
}

/** The environment names a place for the store that cannot be used. */
export class StorePlaceInvalid extends InputInvalid {
  readonly code = 'HK_STORE_PLACE_INVALID';

  constructor(variable: string, value: string, expected: string) {
    super(`${variable} is "${value}"; expected ${expected}.`, { hint: `Correct or unset ${variable}.` });
  }
}

/** The environment or an option gives a size for the store that cannot be parsed. */
export class StoreSizeInvalid extends InputInvalid {
  readonly code = 'HK_STORE_SIZE_INVALID';

  constructor(what: string, value: string) {
    super(`${what} is "${value}"; expected a size such as 20G, 500M or 1.5T.`, {
      hint: `Correct ${what}, or leave it out; 0 keeps nothing.`,
    });
  }
}

/** A folder that artifacts go to has folders with their names. */
export class FolderInTheWay extends HypriotkitError {
  readonly code = 'HK_FOLDER_IN_THE_WAY';

  constructor(names: string[]) {
    super(`The target folder contains folders with the names of artifacts: ${listed(names)}.`, {
      hint: 'Move them away, then run this again. No file has been replaced, and what was built comes from the store.',
    });
  }
}

/** What is given as a public key is not one. */
export class PublicKeyInvalid extends InputInvalid {
  readonly code = 'HK_PUBLIC_KEY_INVALID';

  /** @param given The key, or the path of its file. */
  constructor(given: string, reason: string, cause?: unknown) {
    super(`The public key ${given} cannot be used: ${reason}.`, {
      hint: "Give minisign's file with it (minisign.pub), or the 56 characters of its last line. Nothing has been started.",
      cause,
    });
  }
}

/** A file that has to be signed has no signature. */
export class SignatureMissing extends InputInvalid {
  readonly code = 'HK_SIGNATURE_MISSING';

  constructor(file: string, signaturePath: string) {
    super(`${file} has no signature: ${signaturePath} does not exist.`, {
      hint: 'If the image is your own, sign it: npx nx run <project>:sign --key=FILE. Otherwise, get the signature from where the image comes from. The file has not been used.',
    });
  }
}

/** A file is not the one that the owner of a key has signed, or its signature is not that of the key. */
export class SignatureInvalid extends InputInvalid {
  readonly code = 'HK_SIGNATURE_INVALID';

  constructor(file: string, reason: string) {
    super(`The signature of ${file} is not valid: ${reason}.`, {
      hint: 'Get the file, its signature and the public key again, each from whom you trust for it. If the image is your own and you have built it again, sign it again. The file has not been used.',
    });
  }
}

/** A server of Nx's remote cache does not take or give a file. */
export class ExchangeFailed extends HypriotkitError {
  readonly code = 'HK_EXCHANGE_FAILED';

  /** @param server its URL, without credentials */
  constructor(what: string, server: string, reason: string, cause?: unknown) {
    super(`${what} failed: the shared cache ${server} ${reason}.`, {
      hint: 'Check that it runs, that this machine reaches it, and that the token is the one for writing (docs/shared-cache.md).',
      cause,
    });
  }
}
