/** A file that a component's build must leave. */
export interface ArtifactPattern {
  /** What the file is for; see Artifact. */
  role: string;
  /** File name. `*` matches any characters except slashes. */
  file: string;
}

export function matches(pattern: ArtifactPattern, file: string): boolean {
  const expression = pattern.file.split('*').map(escape).join('[^/]*');
  return new RegExp(`^${expression}$`, 's').test(file);
}

const escape = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
