// `node tools/release/publish.mjs libs/NAME`, the target nx-release-publish: publishes what `npm run build:packages` has built
// of a package. A version that the registry has already is left alone, so that a release that broke off can be run again.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    dryRun: { type: 'string' },
    registry: { type: 'string' },
    tag: { type: 'string' },
    otp: { type: 'string' },
  },
});
const folder = join('dist', 'packages', basename(positionals[0]));
const { name, version } = nameRepository(join(folder, 'package.json'), positionals[0]);
const at = values.registry ? ['--registry', values.registry] : [];

if (npm(['view', `${name}@${version}`, 'version', ...at], 'pipe').stdout?.trim() === version) {
  console.log(`${name}@${version} has already been published`);
} else {
  const more = ['tag', 'otp'].flatMap((option) => (values[option] ? [`--${option}`, values[option]] : []));
  const dryRun = values.dryRun && values.dryRun !== 'false' ? ['--dry-run'] : [];
  process.exitCode = npm(['publish', folder, ...at, ...more, ...dryRun], 'inherit').status ?? 1;
}

/** npm's provenance compares the repository that a package names with the one whose workflow publishes it. */
function nameRepository(file, directory) {
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const { GITHUB_REPOSITORY, GITHUB_SERVER_URL } = process.env;
  if (GITHUB_REPOSITORY) {
    manifest.repository = { type: 'git', url: `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git`, directory };
    writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  }
  return manifest;
}

function npm(args, output) {
  return spawnSync('npm', args, { stdio: ['ignore', output, output === 'pipe' ? 'ignore' : output], encoding: 'utf8' });
}
