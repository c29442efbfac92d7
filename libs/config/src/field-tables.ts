import { fieldsOf, type Field } from './fields';
import type { Json } from './json-file';
import { textOf } from './layer';
import { memberOf, partAt, type SchemaPart } from './schema-part';

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
      const written = fields.filter((field) => field.component === component).flatMap((field) => rows(field, schema));
      const head = '| field | type | default | meaning |\n| --- | --- | --- | --- |';
      return `### ${component}\n\n${components[component]!.description}\n\n${head}\n${written.join('\n')}`;
    })
    .join('\n\n');
}

/** A row for the field, and one for each member of an object. */
function rows(field: Field, schema: Json): string[] {
  const part = partAt(schema, [field.component, field.field]);
  return [row(field), ...memberRows(field.field, part)];
}

function row({ field, description, default: value, ...said }: Field): string {
  const items = [value ?? ''].flat();
  const text = said.isStructured ? JSON.stringify(value) : items.map((item) => textOf({ item }, 'item')).join(',');
  const shown = ['', '[]', '{}'].includes(text) ? '(empty)' : `\`${text}\``;
  const type = said.isStructured ? (said.type === 'array' ? 'list of objects' : 'object') : typeOf(said);
  return `| \`${field}\` | ${type} | ${shown} | ${description} |`;
}

function memberRows(name: string, part: SchemaPart): string[] {
  if (part.own['items']) return memberRows(`${name}[]`, memberOf(part, 0));
  return Object.keys((part.own['properties'] ?? {}) as Json).flatMap((member) => {
    const inner = memberOf(part, member);
    const { description = '', enum: choices, type } = inner.own as MemberWords;
    const expectation = (memberOf(inner, 0).own as MemberWords).patternErrorMessage ?? inner.own['patternErrorMessage'];
    const path = `${name}.${member}`;
    return [
      `| \`${path}\` | ${typeOf({ choices, expectation: expectation as string | undefined, type })} | | ${description} |`,
      ...memberRows(path, inner),
    ];
  });
}

interface MemberWords {
  description?: string;
  enum?: string[];
  patternErrorMessage?: string;
  type?: string;
}

/** More choices than a table is for. The expectation says in words what they are. */
const MANY = 20;

const KINDS: Record<string, string> = {
  string: 'text',
  array: 'list, each',
  integer: 'number',
  boolean: 'true or false',
};

function typeOf({ choices, expectation, type = '' }: Pick<Field, 'choices' | 'expectation' | 'type'>): string {
  const kind = KINDS[type] ?? type;
  if (choices && choices.length <= MANY) return `${kind}: ${choices.map((choice) => `\`${choice}\``).join(' or ')}`;
  return [kind, expectation?.replace(/^expected (an? |the )?/, '')].filter(Boolean).join(': ');
}
