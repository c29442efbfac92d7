/**
 * Returns a copy of JSON with components renamed wherever they are named: as a whole string (`"component": "root_fs"`),
 * in a template (`{root_fs.hostname}`), or before a field (`"field": "root_fs.target"`).
 */
export function withNewNames<T>(value: T, names: Map<string, string>): T {
  return copy(value) as T;

  function copy(part: unknown): unknown {
    if (typeof part === 'string') return names.get(part) ?? inTemplates(part);
    if (Array.isArray(part)) return part.map(copy);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, inner]) => [key, key === 'field' ? ofField(inner) : copy(inner)]),
    );
  }

  function ofField(field: unknown): unknown {
    const [component = '', ...rest] = String(field).split('.');
    return rest.length > 0 && names.has(component) ? [names.get(component), ...rest].join('.') : field;
  }

  function inTemplates(text: string): string {
    return text.replace(/([{|])([\w-]+)\./g, (whole, before: string, name: string) => {
      const renamed = names.get(name);
      return renamed ? `${before}${renamed}.` : whole;
    });
  }
}
