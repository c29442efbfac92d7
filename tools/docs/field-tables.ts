import { join } from 'node:path';
import { format } from 'prettier';
import { fieldsOf, readJson, type Field } from '@hypriotkit/config';

const ROOT = join(__dirname, '..', '..');
export const PAGE = join(ROOT, 'docs', 'configuration.md');

/** What stands between these two is written by `npm run docs`. */
const BEGIN = '<!-- fields: begin (written by `npm run docs` from image/configs.schema.json) -->';
const END = '<!-- fields: end -->';

/** A page with a table of the fields of every component, as the schema has them now. */
export async function withFieldTables(page: string): Promise<string> {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`There is no place for the fields: ${BEGIN} ... ${END}`);
  const whole = `${before}${BEGIN}\n\n${tables()}\n\n${END}${after}`;
  return format(whole, { parser: 'markdown', printWidth: 120 });
}

function tables(): string {
  const schema = readJson(join(ROOT, 'image', 'configs.schema.json')).value;
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
