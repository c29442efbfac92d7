import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Package } from '../../release/lib/packages';
import { ROOT } from '../../release/lib/root';

/** Node.js's names of architectures, by Docker's names. */
const CPUS: Record<string, string> = { amd64: 'x64', arm64: 'arm64' };

/**
 * Creates a folder node_modules with packages in their published form and everything that they need at run time, in the
 * versions of package-lock.json. `architecture` is Docker's name of the engine's architecture.
 */
export function installPackages(packages: Package[], target: string, architecture: string): void {
  const cpu = CPUS[architecture];
  if (!cpu) throw new Error(`The orchestrator image supports ${Object.keys(CPUS).join(', ')}, not ${architecture}`);
  const stage = mkdtempSync(join(tmpdir(), 'hypriotkit-image-'));
  try {
    writeStage(stage, packages);
    const platform = ['--os=linux', `--cpu=${cpu}`, '--libc=glibc'];
    execFileSync('npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--silent', ...platform], {
      cwd: stage,
      stdio: 'inherit',
    });
    for (const one of packages) replaceLink(one, stage);
    // npm's lock file contains the URLs of the registry.
    rmSync(join(stage, 'node_modules', '.package-lock.json'));
    cpSync(join(stage, 'node_modules'), target, { recursive: true, verbatimSymlinks: true });
  } finally {
    rmSync(stage, { recursive: true });
  }
}

/** Writes the package.json and package-lock.json that npm needs, without development dependencies. */
function writeStage(stage: string, packages: Package[]): void {
  const workspaces = packages.map(({ folder }) => `libs/${basename(folder)}`);
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, string>;
  writeFileSync(join(stage, 'package.json'), JSON.stringify({ name, version, private: true, workspaces }));
  for (const file of ['package-lock.json', ...workspaces.map((folder) => `${folder}/package.json`)]) {
    mkdirSync(join(stage, file, '..'), { recursive: true });
    copyFileSync(join(ROOT, file), join(stage, file));
  }
}

/** Replaces npm's link to a workspace with the published package and the package's own node_modules. */
function replaceLink({ name, folder, built }: Package, stage: string): void {
  const place = join(stage, 'node_modules', name);
  const own = join(stage, 'libs', basename(folder), 'node_modules');
  rmSync(place);
  cpSync(built, place, { recursive: true });
  if (existsSync(own)) cpSync(own, join(place, 'node_modules'), { recursive: true, verbatimSymlinks: true });
}
