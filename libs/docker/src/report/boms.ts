import { join } from 'node:path';
import type { Artifact } from '@hypriotkit/artifacts';
import type { Logger } from '@hypriotkit/core';
import type { Bom } from '@hypriotkit/report';
import { readJsonIfThere } from './read-json';

/** As much of CycloneDX as is counted. */
interface CycloneDx {
  specVersion?: string;
  components?: { type?: string; licenses?: { license?: { id?: string; name?: string }; expression?: string }[] }[];
}

/** Reads the bills of materials among the artifacts of an image. */
export async function readBoms(folder: string, artifacts: Artifact[], log: Logger): Promise<Bom[]> {
  const boms: Bom[] = [];
  for (const { file } of artifacts.filter((one) => one.file.endsWith('.cdx.json'))) {
    const found = await readJsonIfThere<CycloneDx>(join(folder, file), log);
    if (found === undefined) continue;
    const components = found.components ?? [];
    const licences = components.flatMap(({ licenses = [] }) =>
      licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? 'unknown'),
    );
    boms.push({
      file,
      specVersion: found.specVersion ?? '',
      components: components.length,
      types: counts(components.map(({ type }) => type ?? 'unknown')),
      licences: counts(licences),
    });
  }
  return boms;
}

function counts(names: string[]): Record<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return Object.fromEntries(found);
}
