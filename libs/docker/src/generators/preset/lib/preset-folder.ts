import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile } from '@nx/devkit';
import type { Fields } from '../../lib/configuration-entry';
import type { Json } from '../../lib/json';

const DIST_OR_SRC = join(__dirname, '..', '..', '..');
const WORKSPACE = join(DIST_OR_SRC, '..', '..', '..');

/** The folder that holds a system's `components` and `image`: in the published package, otherwise in this workspace. */
export function presetFolder(system: string): string {
  const packed = join(DIST_OR_SRC, 'presets', system);
  return existsSync(packed) ? packed : WORKSPACE;
}

/** The schema of a system's configuration, without the components' fields.json files. */
export function presetSchema(system: string): { definitions: Json } {
  return readJsonFile(join(presetFolder(system), 'image', 'configs.schema.json'));
}

/** The default configuration of a system's components. */
export function presetDefaults(system: string): Record<string, Fields> {
  const file = readJsonFile<Record<string, Fields>>(join(presetFolder(system), 'image', 'configs.json'));
  return Object.fromEntries(Object.entries(file).filter(([name]) => name !== '$schema'));
}
