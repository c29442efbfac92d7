import type { Tree } from '@nx/devkit';

/** Where artifacts are left. */
const FOLDER = 'dist/';

/** Adds the folder to .gitignore, unless it is there in one spelling or another. */
export function ignoreArtifacts(tree: Tree): void {
  const before = tree.exists('.gitignore') ? tree.read('.gitignore', 'utf8')! : '';
  if (before.split('\n').some((entry) => /^\/?dist\/?$/.test(entry.trim()))) return;
  const separator = before === '' || before.endsWith('\n') ? '' : '\n';
  tree.write('.gitignore', `${before}${separator}${FOLDER}\n`);
}
