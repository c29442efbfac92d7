import type { Settings } from './settings';

/** Returns the values of templates: the component's own fields, and those of all components as `component.field`. */
export function fieldValues({
  component,
  configuration: { components },
}: Pick<Settings, 'component' | 'configuration'>): Record<string, unknown> {
  const all = Object.entries(components).flatMap(([name, fields]) =>
    Object.entries(fields).map(([field, value]) => [`${name}.${field}`, value]),
  );
  return { ...(Object.fromEntries(all) as Record<string, unknown>), ...components[component] };
}
