// Checks the format of every shell script in git, or of those that the given git pathspecs match. `--write` formats them. shfmt
// is a WebAssembly package from npm, so Go is not needed.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from '@wasm-fmt/shfmt';
import { shellScripts } from './shell-scripts.mjs';

const STEP = 'shfmt';
/** As `shfmt -i 4 -ci`. */
const STYLE = { indent: 4, switchCaseIndent: true };

const write = process.argv.includes('--write');
const files = shellScripts(process.argv.slice(2).filter((word) => word !== '--write'));
const findings = files.flatMap(check);

for (const finding of findings) console.log(finding);
console.log(`${STEP}: ${files.length} scripts, ${findings.length || 'no'} findings`);
process.exit(findings.length ? 1 : 0);

/** @param {string} file */
function check(file) {
  const text = readFileSync(file, 'utf8');
  try {
    const better = format(text, file, STYLE);
    if (better === text) return [];
    if (!write) return [`${file}: not formatted: run npm run format`];
    writeFileSync(file, better);
    return [];
  } catch (error) {
    return [`${file}: ${error instanceof Error ? error.message : error}`];
  }
}
