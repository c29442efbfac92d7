import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BuildContextInvalid } from '@hypriotkit/engine';
import { expandRequest } from './expand-request';
import type { Base, BuildRequest, RunRequest } from './request';

/**
 * Finds what is wrong with a request before anything is started, the artifacts of others not being there yet: templates
 * that name nothing, values that the builder does not know, a builder that is not there.
 */
export function checkRequest(request: RunRequest & Partial<Pick<BuildRequest, 'artifacts'>>): void {
  const standIns = request.inputs.map(({ role }) => ({ role, file: role }));
  expandRequest(request, standIns).patterns(request.artifacts ?? []);
  checkBuilder(request.builder);
}

function checkBuilder(builder: Base): void {
  if (!('folder' in builder)) return;
  if (!existsSync(join(builder.folder, 'Dockerfile'))) {
    throw new BuildContextInvalid(builder.folder, 'it has no Dockerfile', 'Write one, or name the folder that has it.');
  }
  checkBuilder(builder.base);
}
