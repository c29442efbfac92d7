/** The executors of this plugin, as project.json names them. */
export const BUILD_EXECUTOR = '@hypriotkit/docker:build';
export const RUN_EXECUTOR = '@hypriotkit/docker:run';
export const CONFIG_EXECUTOR = '@hypriotkit/docker:config';
export const EXECUTORS = [BUILD_EXECUTOR, RUN_EXECUTOR, CONFIG_EXECUTOR];
