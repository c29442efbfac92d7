import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isForDevelopment } from '../../../libs/docker/src/generators/lib/for-development';
import { ROOT } from './root';

const COMPONENT = /^components\/[^/]+\//;
const PARTS = ['components', 'image/configs.json', 'image/configs.schema.json'];

/** Copies the components of this workspace to a folder. The generator `preset` adds them to other workspaces. */
export function copyPreset(target: string): void {
  for (const file of ownFiles().filter((path) => !isForDevelopment(path.replace(COMPONENT, '')))) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(join(ROOT, file), join(target, file));
  }
}

/** Returns the files that git does not ignore. */
function ownFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...PARTS], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed.trim().split('\n');
}
