// Makes what is published: a folder in dist/packages for every package in libs, in the order in which they need each
// other. Not in libs itself, where Nx would take what is built for the plugin that this workspace develops.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './lib/compile';
import { copyFiles } from './lib/copy-files';
import { copyPreset } from './lib/copy-preset';
import { packages } from './lib/packages';

for (const one of packages()) {
  console.log(one.name);
  rmSync(one.built, { recursive: true, force: true });
  compile(one);
  copyFiles(one);
  if (one.name === '@hypriotkit/docker') copyPreset(join(one.built, 'dist', 'presets', 'hypriotos'));
}
