export { createNodes, createNodesV2, name, postTasksExecution, preTasksExecution } from './plugin/plugin';
export type { BuildOptions } from './executors/build/schema';
export type { RunOptions } from './executors/run/schema';
export type { ContainerOptions } from './lib/container-options';
