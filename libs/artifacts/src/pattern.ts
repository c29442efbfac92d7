/** A file that a component's build must leave. */
export interface ArtifactPattern {
  /** What the file is for; see Artifact. */
  role: string;
  /** File name. `*` matches any characters except slashes. */
  file: string;
}

/** A pattern as project.json has it. `{field}` in the file name stands for the value of a field. */
export interface ArtifactTemplate extends ArtifactPattern {
  /**
   * A field that is a list, for a file for each of its items. `{each}` in the file name stands for what the table has
   * for the item. The first file has the role, and the others have it with the item: `sd-image:xz`.
   */
  each?: { field: string; values: Record<string, string> };
}

/** Returns the role of project.json that a file's role comes from: `sd-image` for `sd-image:xz`. */
export const baseRole = (role: string): string => role.split(':', 1)[0]!;

/**
 * Whether a pattern matches a file. Compares in linear time: a builder chooses the names, and a regular expression with several
 * `*` could take years for some.
 */
export function matches(pattern: ArtifactPattern, file: string): boolean {
  const [first = '', ...others] = pattern.file.split('*');
  const last = others.pop();
  if (last === undefined) return file === first;
  if (file.includes('/') || !file.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = file.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return file.length - last.length >= at && file.endsWith(last);
}
