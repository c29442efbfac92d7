import { fieldsOf, type Field } from './fields';
import type { Json } from './json-file';

/** The page of the documentation with the tables of fields, relative to the workspace. */
export const FIELDS_PAGE = 'docs/configuration.md';

/** The text between these two marks is generated. */
const BEGIN = '<!-- fields: begin (written from components/*/fields.json) -->';
const END = '<!-- fields: end -->';

/**
 * Returns a Markdown page with up-to-date tables of every component's fields, from a composed schema. Returns undefined
 * if the page has no place for them.
 */
export function withFieldTables(page: string, schema: Json): string | undefined {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  return after === undefined ? undefined : `${before}${BEGIN}\n\n${tables(schema)}\n\n${END}${after}`;
}

function tables(schema: Json): string {
  const components = schema['properties'] as Record<string, { description: string }>;
  const fields = fieldsOf(schema);
  return Object.keys(components)
    .filter((component) => fields.some((field) => field.component === component))
    .map((component) => {
      const rows = fields.filter((field) => field.component === component).map(row);
      const head = '| field | type | default | meaning |\n| --- | --- | --- | --- |';
      return `### ${component}\n\n${components[component]!.description}\n\n${head}\n${rows.join('\n')}`;
    })
    .join('\n\n');
}

function row({ field, description, default: value, ...said }: Field): string {
  const shown = String(value) === '' ? '(empty)' : `\`${String(value)}\``;
  return `| \`${field}\` | ${typeOf(said)} | ${shown} | ${description} |`;
}

const KINDS: Record<string, string> = { string: 'text', array: 'list, each', integer: 'number' };

function typeOf({ choices, expectation, type = '' }: Pick<Field, 'choices' | 'expectation' | 'type'>): string {
  const kind = KINDS[type] ?? type;
  if (choices) return `${kind}: ${choices.map((choice) => `\`${choice}\``).join(' or ')}`;
  return [kind, expectation?.replace(/^expected (an? |the )?/, '')].filter(Boolean).join(': ');
}
