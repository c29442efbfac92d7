export { createNodes, createNodesV2, name, postTasksExecution, preTasksExecution } from './plugin/plugin';
export type { BuildExecutorOptions } from './executors/build/schema';
export type { RunExecutorOptions } from './executors/run/schema';
export type { ContainerOptions } from './lib/container-options';
