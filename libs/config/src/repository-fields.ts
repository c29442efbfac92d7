import { fieldsOf } from './fields';
import { textOf, type Configuration } from './layer';

/** The fields that say where a component's builder comes from. */
export interface RepositoryFields {
  repo: string;
  branch?: string;
  commit?: string;
}

/** Returns a component's fields for its builder's repository. A field named `branch` may be for something else. */
export function repositoryFields({ schema, components }: Configuration, component: string): RepositoryFields {
  const values = components[component] ?? {};
  const revision = fieldsOf(schema)
    .filter((field) => field.component === component && field.ofRepository)
    .map(({ field }) => [field, values[field] ?? '']);
  return { ...Object.fromEntries(revision), repo: textOf(values, 'repo') } as RepositoryFields;
}
