import type { ArtifactTemplate } from '@hypriotkit/artifacts';
import { namesIn } from '@hypriotkit/config';
import type { Masker } from '@hypriotkit/core';
import { SecretInName } from './errors';

/*
 * Values that are masked wherever they are shown can still be read from the name of an artifact: in folders, in manifests, in
 * Nx's cache and in the store.
 */

/** Refuses templates that contain a secret field, before any work. */
export function refuseSecretFields(artifacts: ArtifactTemplate[], secretFields: string[]): void {
  for (const { file, each } of artifacts) {
    const secret = [...namesIn(file), ...(each ? [each.field] : [])].find((name) => secretFields.includes(name));
    if (secret !== undefined) throw new SecretInName(file, `{${secret}}`);
  }
}

/** Refuses templates that contain a variable for which the builder answered with a secret. */
export function refuseSecretAnswers(
  artifacts: ArtifactTemplate[],
  answers: Record<string, string>,
  masker: Masker,
): void {
  for (const { file } of artifacts) {
    const secret = namesIn(file).find((name) => hasSecret(answers[name] ?? '', masker));
    if (secret !== undefined) throw new SecretInName(file, `{${secret}}`);
  }
}

/** Refuses a file if a secret takes the place of the pattern's `*`. The rest of its name is nobody's secret. */
export function refuseSecretMatch(pattern: string, file: string, masker: Masker): void {
  const [before = '', ...after] = pattern.split('*');
  if (after.length === 0) return;
  const matched = file.slice(before.length, file.length - after.at(-1)!.length);
  if (hasSecret(matched, masker)) throw new SecretInName(pattern, '*');
}

const hasSecret = (text: string, masker: Masker): boolean => masker.mask(text) !== text;
