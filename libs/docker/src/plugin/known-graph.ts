import { readCachedProjectGraph, type ProjectGraph } from '@nx/devkit';

/** Returns the project graph that Nx has stored; an empty one if there is none. */
export function knownGraph(): Pick<ProjectGraph, 'nodes' | 'dependencies'> {
  try {
    return readCachedProjectGraph();
  } catch {
    return { nodes: {}, dependencies: {} };
  }
}
