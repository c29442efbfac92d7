import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponent, type BuildRequest, type Tools } from '../index';
import type { SmallBuilder } from './small-builder';

type Signal = Tools['signal'];

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Builds the component of a test's current builder, and looks at what is left of that. */
export function buildsOf(current: () => SmallBuilder) {
  const component = () => current().request.component;
  const root = () => current().request.artifactsRoot;
  const output = () => join(root(), component());
  return {
    build(own: Partial<BuildRequest> = {}, signal: Signal = new AbortController().signal) {
      const { request, engine, log } = current();
      return buildComponent({ ...request, ...own }, { engine, log, signal });
    },
    output,
    read: (file: string) => readFileSync(join(output(), file), 'utf8'),
    /** Ids of the component's containers, running or not, as the engine lists them. */
    containers: () =>
      execFileSync('docker', ['ps', '-aq', '--filter', `ancestor=${current().request.builder.image}`]).toString(),
    /** Anything but finished folders where artifacts go. */
    leftovers: () => readdirSync(root()).filter((name) => name !== component()),
    garden: (name?: string, role?: string) => garden(root(), name, role),
  };
}

/** Leaves an artifact of another component, a leaf. Returns its path. */
function garden(root: string, component = 'garden', role = 'leaf'): string {
  const folder = join(root, component);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'leaf.txt'), 'green\n');
  writeFileSync(join(folder, 'leaf.txt.sha256'), `${sha256('green\n')}  leaf.txt\n`);
  const artifacts = [{ role, file: 'leaf.txt', size: 6, sha256: sha256('green\n') }];
  writeFileSync(join(folder, 'SHA256SUMS'), `# ${role}\n${sha256('green\n')}  leaf.txt\n`);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ component, artifacts }));
  return join(folder, 'leaf.txt');
}
