import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const TARGETS = `${root}components/root_fs/builder/targets`;
const USUAL = 'arm64';

/**
 * Returns Debian's name of the architecture that root_fs is configured for. Mistakes in the configuration are ignored here,
 * because the build reports them.
 */
export function wantedArchitecture(env = process.env) {
  const { target = '', architecture } = {
    ...rootFs(`${root}image/configs.json`),
    ...rootFs(resolve(root, env.HYPRIOTKIT_CONFIGS || 'configs.json')),
  };
  if (architecture) return architecture;
  const file = `${TARGETS}/${target}`;
  const text = /^[\w-]+$/.test(target) && existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^ARCHITECTURES="?([\w-]+)/m.exec(text)?.[1] ?? USUAL;
}

function rootFs(file) {
  try {
    // A pipe or a device would be waited for.
    return statSync(file).isFile() ? (JSON.parse(readFileSync(file, 'utf8')).root_fs ?? {}) : {};
  } catch {
    return {};
  }
}
