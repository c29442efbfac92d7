import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkFileName,
  checkPatterns,
  storePlace,
  type ArtifactPattern,
  type ArtifactTemplate,
} from '@hypriotkit/artifacts';
import { checkUserFiles, NameInvalid } from '@hypriotkit/config';
import { BuildContextInvalid, isImageId, isImageReference } from '@hypriotkit/engine';
import { expandRequest, type Expanded } from './expand-request';
import { checkValues } from './check-values';
import { refuseAlike } from './input-names';
import { checkPrivileges } from './privileges';
import { refuseSecretFields } from './secret-names';
import type { Base, BuilderSource, BuildRequest, Reports, RunRequest } from './request';

/**
 * Checks a request before anything is started and before input artifacts exist. Finds templates that name nothing,
 * invalid names of artifacts and variables, inputs that a builder could not tell apart, values that it does not support or cannot
 * get, a missing builder or user file, and a store that cannot be used.
 */
export function checkRequest(
  request: RunRequest & Partial<Pick<BuildRequest, 'artifacts'>> & { reports?: Reports },
): void {
  const standIns = request.inputs.map(({ role }) => ({ role, file: role }));
  const variables = Object.fromEntries(Object.keys(request.variables ?? {}).map((name) => [name, name]));
  const { artifacts = [], reports } = request;
  const expanded = expandRequest(request, standIns, variables);
  checkedPatterns(expanded, artifacts);
  refuseSecretFields(artifacts, request.secretFields);
  checkVariableNames(Object.keys(request.environment));
  checkValues(expanded);
  for (const file of reports?.files ?? []) checkFileName(file);
  checkBuilder(request.builder);
  checkPrivileges(request.privileges);
  checkUserFiles(request.files);
  refuseAlike(request.inputs, request.files);
  if (artifacts.length > 0 || reports?.reuse) storePlace();
}

function checkVariableNames(names: string[]): void {
  const invalid = names.find((name) => !/^[^=\0]+$/.test(name));
  if (invalid === undefined) return;
  throw new NameInvalid('name of an environment variable', invalid, 'expected a character at least, and no "="');
}

/** Returns the patterns that templates come to, of which none is invalid. A template with `each` comes to several. */
export function checkedPatterns(expanded: Expanded, templates: ArtifactTemplate[]): ArtifactPattern[] {
  const patterns = templates.flatMap((template) => expanded.patterns([template]).map((own) => ({ template, own })));
  const own = patterns.map((pattern) => pattern.own);
  checkPatterns(
    own,
    patterns.map(({ template }) => template),
  );
  return own;
}

function checkBuilder(builder: Base): void {
  if (!isImageReference(builder.image) && !isImageId(builder.image)) {
    throw new NameInvalid(
      'name of an image',
      builder.image,
      'expected NAME, NAME:TAG or REGISTRY/NAME:TAG in lower case',
    );
  }
  if (!('folder' in builder)) return;
  const dockerfile = join(builder.folder, 'Dockerfile');
  if (!statAt(dockerfile)?.isFile()) {
    throw new BuildContextInvalid(
      inWords(builder),
      'it has no Dockerfile',
      'Add one, or name the folder that contains it; in a repository, as URL#BRANCH:FOLDER.',
    );
  }
  checkBuilder(builder.base);
}

/** Like stat. Returns undefined if nothing is at the path, or if part of the path is a file. */
function statAt(path: string) {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Describes a builder's folder for users. A fetched repository is described by its URL, not by the folder of its copy.
 */
function inWords({ folder, repository }: BuilderSource): string {
  return repository ? `${repository.url}#${repository.commit}:${repository.folder || '.'}` : folder;
}
