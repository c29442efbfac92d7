import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Package } from './packages';

const TSC = require.resolve('typescript/bin/tsc');

/** Compiles a package's sources, without tests, to JavaScript and type declarations. */
export function compile({ folder, built }: Package): void {
  const project = join(folder, 'tsconfig.build.json');
  execFileSync(process.execPath, [TSC, '--project', project, '--outDir', join(built, 'dist')], { stdio: 'inherit' });
}
