export { check } from './check';
export { closest } from './closest';
export { loadConfiguration, originOf, withLayer } from './configuration';
export { composeSchema } from './compose-schema';
export {
  configurationFiles,
  CONFIGS_VARIABLE,
  FIELDS_FILE,
  shortName,
  type ConfigurationFiles,
} from './configuration-files';
export { ConfigurationInvalid } from './configuration-invalid';
export { FIELDS_PAGE, withFieldTables } from './field-tables';
export { fieldEnvironment, fieldsOf, type Field } from './fields';
export { readJson, type Json } from './json-file';
export { readSchema } from './schema-file';
export type { ComponentConfig, Configuration, FieldValue, Layer } from './layer';
export { repositoryFields, type RepositoryFields } from './repository-fields';
export { hasCredentials, isSecretField, secretsOf, secretsOfLayer, shownFields } from './secrets';
export { expand, TemplateInvalid } from './template';
export { checkUserFiles, entriesOf, type FileEntry } from './user-files/entries';
export { FileUnusable } from './user-files/file-unusable';
export { digestsOf, readUserFiles, userFileDigests, type ReadEntry, type ReadFile } from './user-files/digest';
export { userFiles, type UserFile } from './user-files/user-file';
