import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Creates an empty folder. It is removed after the test that created it, or after all tests if none is running. */
export function temporaryFolder(): { path: string; write(name: string, text: string): string } {
  const path = mkdtempSync(join(tmpdir(), 'hypriotkit-api-'));
  made.push(path);
  return {
    path,
    write(name, text) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    },
  };
}

const made: string[] = [];
afterAll(() => made.forEach((path) => rmSync(path, { recursive: true, force: true })));
