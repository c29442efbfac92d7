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

export function matches(pattern: ArtifactPattern, file: string): boolean {
  const expression = pattern.file.split('*').map(escape).join('[^/]*');
  return new RegExp(`^${expression}$`, 's').test(file);
}

const escape = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
