export { adviceOn } from './advice';
export { checkBoardName } from './board-name';
export {
  BOARD_FILE,
  BOARD_LOCAL_FILE,
  boardFiles,
  boardNames,
  BOARDS_FOLDER,
  chosenBoards,
  type ChosenBoards,
} from './boards';
export { check } from './check';
export { closest } from './closest';
export { loadConfiguration, readLayer, withBoard, withLayer } from './configuration';
export { mergedComponents, originOf } from './merge';
export { composeSchema, filesBeside } from './compose-schema';
export { configurationFiles, CONFIGS_VARIABLE, FIELDS_FILE, shortName } from './configuration-files';
export {
  BoardUnknown,
  ConfigurationInvalid,
  FilesUnusable,
  FileUnusable,
  LockInvalid,
  NameInvalid,
  TemplateInvalid,
} from './errors';
export { withoutEnvironmentValues } from './environment-values';
export { FIELDS_PAGE, withFieldTables } from './field-tables';
export { fieldEnvironment, fieldsOf } from './fields';
export { INHERITS, originalOf, sourcesOf } from './inherit';
export { readJson, type Json } from './json-file';
export { namedVariables } from './named-variables';
export { isTooDeep, TOO_DEEP } from './nesting';
export { readSchema } from './schema-file';
export { textOf, type ComponentConfig, type Configuration, type FieldValue, type Layer } from './layer';
export { repositoryFields, type RepositoryFields } from './repository-fields';
export { hasCredentials, secretsOf, secretsOfLayer, shownFields } from './secrets';
export { expand, namesIn } from './template';
export { isUnusable, throwUnusable, withAllUnusable } from './user-files/unusable';
export { checkUserFiles, entriesOf } from './user-files/entries';
export { digestsOf, readUserFiles, userFileDigests, type ReadEntry, type ReadFile } from './user-files/digest';
export { configuredFiles, userFiles, type UserFile } from './user-files/user-file';
export { changesBetween, type Changes } from './lock/changes';
export { parseRecord, recordText, sorted, type Fetched, type Package } from './lock/fetched';
export {
  emptyLock,
  fetchedFile,
  LOCK_FILE,
  lockedOf,
  lockTextIn,
  parseFetched,
  placeInLock,
  writeLocked,
  type LockSubject,
} from './lock/lock-file';
