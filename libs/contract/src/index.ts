export { OwnerInvalid, VerbosityUnknown } from './errors';
export {
  HANDOVER_FILE,
  HANDOVER_VARIABLE,
  SHARED_VARIABLE,
  type CacheAccess,
  type Handover,
  type Seal,
} from './handover';
export { EXIT, exitCodeOf, exitCodeOfSignal, STOP_SECONDS } from './exit-codes';
export {
  boardsIn,
  BOARDS_VARIABLE,
  ENGINES_VARIABLE,
  FRESH_VARIABLE,
  ownerIn,
  OWNER_VARIABLE,
  SIZE_VARIABLE,
  STORE_VARIABLE,
  VERBOSITY_VARIABLE,
  WRITE_LOCK_VARIABLE,
} from './variables';
export {
  boardPlace,
  DEFAULT_IMAGE,
  DEFAULT_VOLUME,
  IN_IMAGE,
  PREBUILT_FOLDER,
  PREBUILT_VARIABLE,
  type Places,
} from './places';
export { parseVerbosity, verbosityIn, VERBOSITIES, type Verbosity } from './verbosity';
