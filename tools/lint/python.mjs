// Runs Ruff on every Python file in git, or on those that the given git pathspecs match. `--write` formats the files and
// sorts their imports. Ruff is a WebAssembly package from npm, so Python is not needed.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { parse } from 'smol-toml';

const STEP = 'ruff';
/** The rule whose findings --write fixes. */
const ORDER_OF_IMPORTS = 'I001';

const write = process.argv.includes('--write');
const paths = process.argv.slice(2).filter((word) => word !== '--write');
const options = parse(readFileSync('ruff.toml', 'utf8'));
const ruff = new Workspace(options, PositionEncoding.Utf16);

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...paths], {
  encoding: 'utf8',
});
const files = listed.split('\0').filter(isPython);
if (write) files.forEach(format);
const findings = files.flatMap(check);

for (const finding of findings) console.log(finding);
console.log(`${STEP} ${Workspace.version()}: ${files.length} files, ${findings.length || 'no'} findings`);
process.exit(findings.length ? 1 : 0);

/** Decides by extension or shebang. A deleted file that git still lists does not count. @param {string} file */
function isPython(file) {
  if (!/\.py$|(^|\/)[^./]+$/.test(file) || !existsSync(file)) return false;
  return file.endsWith('.py') || /^#!.*\bpython3?\b/.test(readFileSync(file, 'utf8').slice(0, 60));
}

/** @param {string} file */
function check(file) {
  const text = readFileSync(file, 'utf8');
  const found = ruff
    .check(text)
    .map(({ code, message, start_location: { row, column } }) => `${file}:${row}:${column}: ${code} ${message}`);
  return formatted(text) === text ? found : [...found, `${file}: not formatted: run npm run format`];
}

/** @param {string} file */
function format(file) {
  const text = readFileSync(file, 'utf8');
  const better = formatted(withOrderedImports(text));
  if (better !== text) writeFileSync(file, better);
}

/** Returns invalid Python unchanged. `check` reports the error. @param {string} text */
function formatted(text) {
  try {
    return ruff.format(text);
  } catch {
    return text;
  }
}

/** @param {string} text */
function withOrderedImports(text) {
  const edits = ruff.check(text).flatMap(({ code, fix }) => (code === ORDER_OF_IMPORTS && fix ? fix.edits : []));
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const position = ({ row, column }) => starts[row - 1] + column - 1;
  // From the end, so that earlier positions stay valid.
  return edits.reduceRight(
    (changed, { location, end_location, content }) =>
      changed.slice(0, position(location)) + (content ?? '') + changed.slice(position(end_location)),
    text,
  );
}
