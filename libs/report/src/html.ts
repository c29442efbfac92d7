import escape from 'escape-html';

/** Markup that is complete as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template takes: text, which is escaped, markup, or lists of these. Nothing stands for `undefined` and `false`. */
export type Content = Html | string | number | undefined | false | Content[];

/** Returns markup with its values escaped. Attributes need quotes. */
export const html = (parts: TemplateStringsArray, ...values: Content[]): Html =>
  new Html(parts.map((part, index) => part + (index < values.length ? textOf(values[index]) : '')).join(''));

/** Returns markup that another program has written. */
export const raw = (text: string): Html => new Html(text);

function textOf(value: Content): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  return Array.isArray(value) ? value.map(textOf).join('') : escape(String(value));
}
