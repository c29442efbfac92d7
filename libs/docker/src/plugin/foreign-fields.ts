import { fieldEnvironment, fieldsOf, isTooDeep, namesIn, type Json } from '@hypriotkit/config';
import type { Readable } from './project';

/** A field of another component. */
export interface ForeignField {
  component: string;
  field: string;
}

/** A field as templates name it. */
export const nameOfField = ({ component, field }: ForeignField): string => `${component}.${field}`;

/**
 * Returns the fields of other components that a component's build names, in its options, in any of its named
 * configurations, or in what fields.json says about variables. Their values are part of what the component is made from.
 *
 * Any text counts that is such a name or is a template with one. Where that means nothing, the component is built once
 * more than needed.
 */
export function foreignFields(component: string, build: Readable, schema: Json): ForeignField[] {
  const texts = textsIn([build.options, build.configurations, fieldEnvironment(schema, component)]);
  const named = new Set(texts.flatMap((text) => [text, ...namesIn(text)]));
  return fieldsOf(schema)
    .filter((field) => field.component !== component && named.has(nameOfField(field)))
    .map((found) => ({ component: found.component, field: found.field }));
}

/** What is nested too deeply is refused by the build. */
const textsIn = (value: unknown): string[] => (isTooDeep(value) ? [] : textsWithin(value));

function textsWithin(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsWithin) : [];
}
