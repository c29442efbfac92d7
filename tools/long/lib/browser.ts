import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { builderImage, RunningContainer } from '../../e2e/lib/containers';
import { ROOT } from '../../e2e/lib/workspace';

const BROWSER = 'tools/long/browser';

/**
 * Runs a script of tools/long/browser where Debian's Chromium is, and returns the lines that it prints.
 *
 * @param what Files and folders of the workspace, which the script finds in /browser.
 * @param name Of the folder in dist/tests that gets the pictures which the script leaves in /browser/pictures.
 */
export async function inBrowser(script: string, args: string[], what: string[], name: string): Promise<string[]> {
  const container = new RunningContainer(await builderImage('browser', BROWSER));
  try {
    await container.run('mkdir -p /browser/node_modules /browser/pictures');
    for (const library of ['playwright-core', 'axe-core'])
      container.copyIn(join(ROOT, 'node_modules', library), '/browser/node_modules');
    for (const path of [join(BROWSER, script), ...what]) container.copyIn(join(ROOT, path), '/browser');
    const { output, code } = await container.run(`cd /browser && node ${[script, ...args].join(' ')}`);
    if (code !== 0) throw new Error(output);
    const pictures = join(ROOT, 'dist', 'tests', name);
    mkdirSync(pictures, { recursive: true });
    container.copyOut('/browser/pictures/.', pictures);
    return output.trim().split('\n');
  } finally {
    container.remove();
  }
}
