import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { installCompiled } from './compiled-packages';
import { nx, ROOT } from './workspace';

/** Names in node_modules of what is in libs. */
const OWN_PACKAGES = ['@hypriotkit', 'hypriotkit'];

/** What Nx would take over from a run that this one is part of. */
const FRESH = { HYPRIOTKIT_CONFIGS: '' };

/**
 * This workspace as it stands, uncommitted files included, as a repository of its own in a temporary folder, all of it
 * committed. Its packages are those of this workspace, its own ones compiled.
 */
export class WorkspaceCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'hypriotkit-copy-'));

  constructor() {
    const files = git(ROOT, 'ls-files', '-co', '--exclude-standard').split('\n');
    for (const file of files.filter((name) => existsSync(join(ROOT, name)))) {
      cpSync(join(ROOT, file), join(this.root, file));
    }
    this.addPackages();
    git(this.root, 'init', '--quiet', '--initial-branch=main');
    this.commit();
  }

  /** Makes what is there now what changes are compared with. */
  commit(): void {
    git(this.root, 'add', '--all');
    git(
      this.root,
      '-c',
      'user.name=test',
      '-c',
      'user.email=test@localhost',
      'commit',
      '--allow-empty',
      '--quiet',
      '-m',
      'state',
    );
  }

  /** Takes back every change since the last commit. */
  restore(): void {
    git(this.root, 'reset', '--quiet', '--hard');
    git(this.root, 'clean', '--quiet', '-d', '--force');
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  edit(path: string, change: (text: string) => string): void {
    this.write(path, change(this.read(path)));
  }

  editJson(path: string, change: (json: Record<string, Record<string, unknown>>) => unknown): void {
    const json = JSON.parse(this.read(path)) as Record<string, Record<string, unknown>>;
    change(json);
    this.write(path, JSON.stringify(json, null, 2));
  }

  /** Runs Nx to a good end, and returns what it said. */
  async nx(args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { code, output } = await nx(args, { ...FRESH, ...env }, this.root).ended;
    if (code !== 0) throw new Error(`nx ${args.join(' ')} ended with ${code}:\n${output}`);
    return output;
  }

  /** The name of an image that no other copy has. */
  image(name: string): string {
    return `hypriotkit-test/${name}:${basename(this.root)}`;
  }

  /** Removes the copy and its images. */
  remove(): void {
    rmSync(this.root, { recursive: true });
    const images = docker('images', '--format', '{{.Repository}}:{{.Tag}}', this.image('*'))
      .split('\n')
      .filter(Boolean);
    if (images.length > 0) docker('image', 'rm', '--force', ...images);
  }

  private addPackages(): void {
    const [all, own] = [ROOT, this.root].map((root) => join(root, 'node_modules')) as [string, string];
    mkdirSync(own);
    for (const name of readdirSync(all).filter((entry) => !OWN_PACKAGES.includes(entry))) {
      symlinkSync(join(all, name), join(own, name));
    }
    for (const { name, folder } of installCompiled(own)) {
      const nested = join(folder, 'node_modules');
      if (existsSync(nested)) symlinkSync(nested, join(own, name, 'node_modules'));
    }
    // They would lead Nx to the sources.
    this.editJson('tsconfig.base.json', ({ compilerOptions }) => delete compilerOptions!['paths']);
  }
}

const docker = (...args: string[]): string => execFileSync('docker', args, { encoding: 'utf8' }).trim();
const git = (cwd: string, ...args: string[]): string => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
