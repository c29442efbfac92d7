import { inUnits } from '@hypriotkit/core';
import type { Compared } from './compare';
import type { Condition } from './conditions';

/** What the two builds of a component came to; `reproduce.json` has it as it is. */
export interface Findings {
  component: string;
  equal: boolean;
  artifacts: Compared[];
  /** Whether the notes and warnings in the manifests are the same. */
  notesEqual: boolean;
  /** Ids of the builder images. */
  builderImages: { first: string; second: string };
  /** When the builds began, in ISO 8601. */
  began: { first: string; second: string };
  varied: Condition[];
}

/** Returns the findings for people, in lines. */
export function inLines({ artifacts, notesEqual, varied }: Findings): string[] {
  return [
    ...artifacts.flatMap(linesOf),
    ...(notesEqual ? [] : ['differs  manifest.json, in what the builder notes and warns of']),
    '',
    'The second build had:',
    ...varied.map(({ what, first, second }) => `  ${what.padEnd(24)}${second} (first build: ${first})`),
  ];
}

function linesOf({ equal, first, second }: Compared): string[] {
  if (equal) return [`equal    ${first.file}  ${first.sha256}`];
  return [
    `differs  ${first.file}`,
    ...[first, second].map(({ file, size, sha256 }, index) =>
      [`         ${index === 0 ? 'first ' : 'second'}  ${sha256}  ${inUnits(size)}`, file === first.file ? '' : file]
        .join('  ')
        .trimEnd(),
    ),
  ];
}
