export { loadConfiguration, type Configuration } from './configuration';
export { withOverrides, type ComponentConfig, type FieldValue } from './component-config';
export { ConfigurationInvalid } from './configuration-invalid';
export { secretsOf } from './secrets';
export { expand, TemplateInvalid } from './template';
