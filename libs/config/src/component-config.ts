import { closest } from 'fastest-levenshtein';
import type { Configuration } from './configuration';
import { ConfigurationInvalid } from './configuration-invalid';
import { check } from './schema-check';

export type FieldValue = string | number | boolean | string[];

/** One component's fields, all of them set. */
export type ComponentConfig = Record<string, FieldValue>;

/**
 * The configuration with one component's fields from the command line laid over it.
 *
 * @throws ConfigurationInvalid when there is no such component or a field does not fit the schema
 */
export function withOverrides(
  configuration: Configuration,
  component: string,
  overrides: Record<string, unknown>,
): Configuration {
  const { components, schema } = configuration;
  const known = components[component];
  if (!known) {
    throw new ConfigurationInvalid('image/configs.json', [
      `${component}: no such component; did you mean "${closest(component, Object.keys(components))}"?`,
    ]);
  }
  check('the command line', { [component]: overrides }, schema);
  return {
    ...configuration,
    components: { ...components, [component]: { ...known, ...(overrides as ComponentConfig) } },
  };
}
