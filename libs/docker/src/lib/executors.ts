/** The executors of this plugin, as project.json names them. */
export const BUILD_EXECUTOR = '@hypriotkit/docker:build';
export const RUN_EXECUTOR = '@hypriotkit/docker:run';
export const SIGN_EXECUTOR = '@hypriotkit/docker:sign';
/** Builds a component twice, and compares. */
export const REPRODUCE_EXECUTOR = '@hypriotkit/docker:reproduce';
export const LOCK_EXECUTOR = '@hypriotkit/docker:lock';
export const UPDATE_LOCK_EXECUTOR = '@hypriotkit/docker:update-lock';
/** Those that run containers. */
export const CONTAINER_EXECUTORS = [
  BUILD_EXECUTOR,
  RUN_EXECUTOR,
  SIGN_EXECUTOR,
  REPRODUCE_EXECUTOR,
  UPDATE_LOCK_EXECUTOR,
];
export const CONFIG_EXECUTOR = '@hypriotkit/docker:config';
export const REPORT_EXECUTOR = '@hypriotkit/docker:report';
export const FLASH_EXECUTOR = '@hypriotkit/docker:flash';
/** Those that do something with a finished image, on this machine and not in the engine. */
export const IMAGE_EXECUTORS = [FLASH_EXECUTOR, '@hypriotkit/docker:imager', REPORT_EXECUTOR];
export const EXECUTORS = [...CONTAINER_EXECUTORS, LOCK_EXECUTOR, CONFIG_EXECUTOR, ...IMAGE_EXECUTORS];
