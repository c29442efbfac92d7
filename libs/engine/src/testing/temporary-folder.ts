import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Creates a folder for one test file and removes it after the last test. `write` creates a file in it and returns its
 * path.
 */
export function temporaryFolder(): { path: string; write(name: string, text: string, mode?: number): string } {
  const path = mkdtempSync(join(tmpdir(), 'hypriotkit-engine-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write: (name, text, mode = 0o644) => {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { mode });
      return file;
    },
  };
}
