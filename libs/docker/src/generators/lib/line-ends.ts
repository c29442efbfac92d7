import { dirname } from 'node:path/posix';
import type { Tree } from '@nx/devkit';

const FILE = '.gitattributes';
const EOL = 'text=auto eol=lf';

/** Makes git check out builders with Linux line ends on every machine, because their scripts run on Linux. */
export function keepLineEnds(tree: Tree, roots: string[]): void {
  const before = tree.exists(FILE) ? tree.read(FILE, 'utf8')! : '';
  const known = before.split(/\r?\n/).map((line) => line.trim().replace(/\s+/g, ' '));
  if (known.includes(`* ${EOL}`)) return;
  const wanted = new Set(roots.map((root) => `${dirname(root)}/** ${EOL}`));
  const missing = [...wanted].filter((line) => !known.includes(line));
  if (missing.length === 0) return;
  const separator = before === '' || before.endsWith('\n') ? '' : '\n';
  tree.write(FILE, `${before}${separator}${missing.join('\n')}\n`);
}
