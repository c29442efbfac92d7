import { TemplateInvalid } from './errors';

const TEMPLATE = /\{([^{}]+)\}/g;

/**
 * Expands a template. A list becomes one item per line; an object, or a list of objects, becomes JSON.
 *
 * - `{target}` is the value of that name.
 * - `{kernel_branch|branch}` is the first of these values that is not empty.
 * - `{input:kernel%.tar.gz}` is a value without that ending, as in the shell.
 *
 * @throws TemplateInvalid if there is no such value
 */
export function expand(template: string, values: Record<string, unknown>): string {
  return template.replace(TEMPLATE, (_, names: string) => {
    const found = names.split('|').map((expression) => {
      const [name, ending = ''] = expression.split('%', 2) as [string, string?];
      if (!Object.hasOwn(values, name)) throw new TemplateInvalid(template, name, Object.keys(values));
      const value = textOf(values[name]);
      return ending !== '' && value.endsWith(ending) ? value.slice(0, -ending.length) : value;
    });
    return found.find((value) => value !== '') ?? '';
  });
}

/** Returns the names in a template, in its order. */
export const namesIn = (template: string): string[] =>
  [...template.matchAll(TEMPLATE)].flatMap(([, names]) => names!.split('|').map((name) => name.split('%')[0]!));

function textOf(value: unknown): string {
  const items: unknown[] = [value].flat();
  const isPlain = items.every((item) => typeof item !== 'object' || item === null);
  return isPlain ? items.join('\n') : JSON.stringify(value);
}
