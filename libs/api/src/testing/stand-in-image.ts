import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurationFiles, readSchema } from '@hypriotkit/config';
import { connect, ensureBuilder } from '@hypriotkit/engine';

/** An image that follows the contract of the orchestrator image but does almost nothing. */
export const STAND_IN = 'hypriotkit-test/stand-in:latest';

const SOURCES = join(__dirname, 'stand-in');
const WORKSPACE = join(__dirname, '..', '..', '..', '..');

/** Builds the image if it is missing or has changed. It stays in the engine. */
export async function ensureStandIn(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-stand-in-'));
  try {
    cpSync(SOURCES, folder, { recursive: true });
    const schema = readSchema(configurationFiles(WORKSPACE));
    writeFileSync(join(folder, 'configs.schema.json'), JSON.stringify(schema));
    await ensureBuilder(await connect(), { folder, tag: STAND_IN });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
