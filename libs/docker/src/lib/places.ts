import { join } from 'node:path';
import type { Subject } from './subject';

/** Absolute paths of the folders that the builds of a workspace, or of one of its boards, write to. */
interface Places {
  /** Has one folder of artifacts for each component. */
  artifactsRoot: string;
  /** Where artifacts of earlier builds go when new ones could not be made. */
  previousRoot: string;
  /** Has one folder of reports for each target. */
  reportsRoot: string;
}

export function placesOf({ component, board }: Subject, workspaceRoot: string): Places {
  const dist = join(workspaceRoot, 'dist');
  if (board === undefined) {
    return {
      artifactsRoot: join(dist, 'artifacts'),
      previousRoot: join(dist, 'previous'),
      reportsRoot: join(dist, 'reports', component),
    };
  }
  return {
    artifactsRoot: join(dist, 'boards', board),
    previousRoot: join(dist, 'previous', board),
    reportsRoot: join(dist, 'boards', board, 'reports'),
  };
}

/** Absolute path of the folder with what the target `sign` of a project has signed. */
export const signedFolder = (project: string, workspaceRoot: string): string =>
  join(workspaceRoot, 'dist', 'signed', project);
