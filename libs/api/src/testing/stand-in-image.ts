import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, ensureBuilder } from '@hypriotkit/engine';

/** An image that obeys the contract of the orchestrator image, and does nearly nothing. */
export const STAND_IN = 'hypriotkit-test/stand-in:latest';

const SOURCES = join(__dirname, 'stand-in');
const SCHEMA = join(__dirname, '..', '..', '..', '..', 'image', 'configs.schema.json');

/** Makes sure of it; it stays in the engine, and is built again only when it has changed. */
export async function ensureStandIn(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-stand-in-'));
  try {
    cpSync(SOURCES, folder, { recursive: true });
    cpSync(SCHEMA, join(folder, 'configs.schema.json'));
    await ensureBuilder(await connect(), { folder, tag: STAND_IN });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
