import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './root';

const PARTS = ['components', 'image/configs.json', 'image/configs.schema.json'];
const OF_TESTS = /\.spec\.ts$|\/testing\//;

/** Packs the components of this workspace, so that the generator `preset` can add them to another. */
export function copyPreset(target: string): void {
  for (const file of ownFiles().filter((path) => !OF_TESTS.test(path))) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(join(ROOT, file), join(target, file));
  }
}

/** Not what happens to lie there. */
function ownFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...PARTS], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed.trim().split('\n');
}
