/**
 * A copy of JSON in which components have new names, wherever one is named: as a whole word (`"component": "root_fs"`)
 * or in a template (`{root_fs.hostname}`).
 */
export function withNewNames<T>(value: T, names: Map<string, string>): T {
  return copy(value) as T;

  function copy(part: unknown): unknown {
    if (typeof part === 'string') return names.get(part) ?? inTemplates(part);
    if (Array.isArray(part)) return part.map(copy);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, copy(inner)]));
  }

  function inTemplates(text: string): string {
    return text.replace(/([{|])([\w-]+)\./g, (whole, before: string, name: string) => {
      const renamed = names.get(name);
      return renamed ? `${before}${renamed}.` : whole;
    });
  }
}
