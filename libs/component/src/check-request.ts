import { statSync } from 'node:fs';
import { join } from 'node:path';
import { checkFileName, checkPatterns } from '@hypriotkit/artifacts';
import { checkUserFiles } from '@hypriotkit/config';
import { BuildContextInvalid } from '@hypriotkit/engine';
import { expandRequest } from './expand-request';
import { checkPrivileges } from './privileges';
import type { Base, BuilderSource, BuildRequest, Reports, RunRequest } from './request';

/**
 * Finds what is wrong with a request before anything is started, the artifacts of others not being there yet: templates
 * that name nothing, names that no artifact can have, values that the builder does not know, a builder or a file of the
 * user's that is not there.
 */
export function checkRequest(
  request: RunRequest & Partial<Pick<BuildRequest, 'artifacts'>> & { reports?: Reports },
): void {
  const standIns = request.inputs.map(({ role }) => ({ role, file: role }));
  const variables = Object.fromEntries(Object.keys(request.variables ?? {}).map((name) => [name, name]));
  const { artifacts = [], reports } = request;
  checkPatterns(expandRequest(request, standIns, variables).patterns(artifacts), artifacts);
  for (const file of reports?.files ?? []) checkFileName(file);
  checkBuilder(request.builder);
  checkPrivileges(request.privileges);
  checkUserFiles(request.files);
}

function checkBuilder(builder: Base): void {
  if (!('folder' in builder)) return;
  const dockerfile = join(builder.folder, 'Dockerfile');
  if (!statAt(dockerfile)?.isFile()) {
    throw new BuildContextInvalid(
      inWords(builder),
      'it has no Dockerfile',
      'Write one, or name the folder that has it; within a repository as URL#BRANCH:FOLDER.',
    );
  }
  checkBuilder(builder.base);
}

/** What is at a path in the end; undefined where nothing is, or a file on the way. */
function statAt(path: string) {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** A folder as users know it: nobody has seen the copy of a repository. */
function inWords({ folder, repository }: BuilderSource): string {
  return repository ? `${repository.url}#${repository.commit}:${repository.folder || '.'}` : folder;
}
