import { readCachedProjectGraph, type ProjectGraph } from '@nx/devkit';

/** The projects as Nx has written them down; none where it has not. */
export function knownGraph(): Pick<ProjectGraph, 'nodes' | 'dependencies'> {
  try {
    return readCachedProjectGraph();
  } catch {
    return { nodes: {}, dependencies: {} };
  }
}
