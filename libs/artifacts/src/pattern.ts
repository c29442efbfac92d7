/** A file that a component's build has to leave behind. */
export interface ArtifactPattern {
  /** What the file is to the components that read it. */
  role: string;
  /** Name of the file; `*` stands for any run of characters but slashes. */
  file: string;
}

/** Whether a file fits a pattern. */
export function matches(pattern: ArtifactPattern, file: string): boolean {
  const expression = pattern.file.split('*').map(escape).join('[^/]*');
  return new RegExp(`^${expression}$`, 's').test(file);
}

const escape = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
