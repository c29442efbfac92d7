import type { Artifact, BuiltManifest } from '@hypriotkit/artifacts';

/** What two builds have made of one artifact. */
export interface Compared {
  role: string;
  equal: boolean;
  first: Made;
  second: Made;
}

type Made = Pick<Artifact, 'file' | 'size' | 'sha256'>;

/** Compares the artifacts of two builds. Both have the same, in the same order; their names may differ. */
export const compareArtifacts = (first: Artifact[], second: Artifact[]): Compared[] =>
  first.map(({ role, ...one }, index) => {
    const { file, size, sha256 } = second[index]!;
    return { role, equal: one.sha256 === sha256 && one.file === file, first: one, second: { file, size, sha256 } };
  });

/** Whether builders have said the same about what they have made; a manifest has their notes. */
export const haveSameNotes = ({ notes: one = [] }: BuiltManifest, { notes: other = [] }: BuiltManifest): boolean =>
  one.join('\n') === other.join('\n');
