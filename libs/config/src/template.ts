import { TemplateInvalid } from './errors';

/**
 * Puts values into a template: `{target}` is a value by name, `{kernel_branch|branch}` the first of them that is not
 * empty, `{input:kernel%.tar.gz}` a value without that ending, as the shell has it. A list is its items, one a line.
 */
export function expand(template: string, values: Record<string, unknown>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, names: string) => {
    const found = names.split('|').map((expression) => {
      const [name, ending = ''] = expression.split('%', 2) as [string, string?];
      if (!Object.hasOwn(values, name)) throw new TemplateInvalid(template, name, Object.keys(values));
      const value = [values[name]].flat().join('\n');
      return ending !== '' && value.endsWith(ending) ? value.slice(0, -ending.length) : value;
    });
    return found.find((value) => value !== '') ?? '';
  });
}
