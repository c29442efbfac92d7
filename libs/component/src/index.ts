export { buildComponent } from './build-component';
export { ensureBuilderImage } from './builder-image';
export { runInContainer } from './run-in-container';
export { checkRequest } from './check-request';
export { BuilderFailed, RunTimedOut } from './errors';
export { putUserFiles } from './put-user-files';
export { Board } from './progress/board';
export { showLive, type LiveView } from './progress/live-view';
export { ComponentLog } from './progress/component-log';
export { duration } from './progress/units';
export { VERBOSITIES, type Verbosity } from './progress/verbosity';
export { ALLOWANCES, type Allowance, type Privileges } from './privileges';
export { setAsideArtifacts } from './set-aside';
export { takesBaseImage } from './takes-base-image';
export type {
  Base,
  BuilderSource,
  BuildRequest,
  EnvironmentValue,
  FetchedRepository,
  InputRequest,
  Reports,
  RunRequest,
} from './request';
export type { Tools } from './tools';
