import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Makes a folder for one test file, removed after its last test. `write` makes a file in it and says where. */
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
