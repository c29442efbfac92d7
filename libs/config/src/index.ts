export { check } from './check';
export { loadConfiguration, originOf, withLayer, type Configuration } from './configuration';
export { configurationFiles, CONFIGS_VARIABLE, shortName, type ConfigurationFiles } from './configuration-files';
export { ConfigurationInvalid } from './configuration-invalid';
export { fieldsOf, type Field } from './fields';
export { readJson, type Json } from './json-file';
export type { ComponentConfig, FieldValue, Layer } from './layer';
export { secretsOf, shownFields } from './secrets';
export { expand, TemplateInvalid } from './template';
