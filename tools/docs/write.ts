// `npm run docs`: writes the generated tables into the documentation. With --check, it only checks them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { configurationFiles, FIELDS_PAGE, readSchema, withFieldTables } from '@hypriotkit/config';
import { SCALE_PAGE, withScaleTables } from '../scale/lib/tables';
import { CONTAINERS_PAGE, withContainerTables } from './container-tables';

const ROOT = join(__dirname, '..', '..');

/** What returns a page with its tables, or undefined if it has no place for them. */
const PAGES: Record<string, (page: string) => string | undefined> = {
  [FIELDS_PAGE]: (page) => withFieldTables(page, readSchema(configurationFiles(ROOT))),
  [CONTAINERS_PAGE]: (page) => withContainerTables(page, ROOT),
  [SCALE_PAGE]: withScaleTables,
};

void writeAll(process.argv.includes('--check'));

async function writeAll(onlyCheck: boolean): Promise<void> {
  for (const name of Object.keys(PAGES)) await write(name, onlyCheck);
}

async function write(name: string, onlyCheck: boolean): Promise<void> {
  const file = join(ROOT, name);
  const page = readFileSync(file, 'utf8');
  const current = await currentPage(name, page);
  if (page === current) return;
  if (!onlyCheck) return writeFileSync(file, current);
  console.error(`${name} is out of date. Run npm run docs.`);
  process.exitCode = 1;
}

/** Returns the page with its tables, formatted by Prettier. */
async function currentPage(name: string, page: string): Promise<string> {
  const whole = PAGES[name]!(page);
  if (whole === undefined) throw new Error(`${name} has no place for its tables`);
  return format(whole, { parser: 'markdown', printWidth: 120 });
}
