import type { Tree } from '@nx/devkit';

/** Adds a line to .gitignore, unless one matches already. */
export function ignore(tree: Tree, line: string, known: RegExp): void {
  const before = tree.exists('.gitignore') ? tree.read('.gitignore', 'utf8')! : '';
  if (before.split('\n').some((entry) => known.test(entry.trim()))) return;
  const separator = before === '' || before.endsWith('\n') ? '' : '\n';
  tree.write('.gitignore', `${before}${separator}${line}\n`);
}
