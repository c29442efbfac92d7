export { buildComponent, type BuiltFrom } from './build-component';
export { ensureBuilderImage } from './builder-image';
export { buildAnew } from './lock/build-anew';
export { runInContainer } from './run-in-container';
export { signArtifacts, type SigningKey, type SignRequest } from './sign-artifacts';
export { NothingRecorded, SigningKeyInvalid } from './errors';
export { reproduceComponent, type Reproduction } from './reproduce/reproduce-component';
export { REPORT_INPUTS, type ReportInput } from './reports';
export { checkRequest } from './check-request';
export { ENGINES_FIELD, parseEngines } from './engines/parse-engines';
export { architectureOf, problemOfPlatform } from './engines/platforms';
export { putUserFiles } from './put-user-files';
export { ComponentLog } from './component-log';
export { ALLOWANCES, type Allowance, type Limits, type Privileges } from './privileges';
export { isOutdated } from './outdated';
export { removeSetAside, setAsideArtifacts } from './set-aside';
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
  SignedInput,
} from './request';
export type { Tools } from './tools';
