export { buildComponent } from './build-component';
export { ensureBuilderImage } from './builder-image';
export { runInContainer } from './run-in-container';
export { checkRequest } from './check-request';
export { putUserFiles } from './put-user-files';
export { ComponentLog } from './component-log';
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
  InputSource,
  Reports,
  RunRequest,
} from './request';
export type { Tools } from './tools';
