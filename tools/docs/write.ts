// `npm run docs`: writes what the documentation says of the schema; with --check it only says whether that is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { currentPage, PAGE } from './field-tables';

void write(process.argv.includes('--check'));

async function write(onlyCheck: boolean): Promise<void> {
  const page = readFileSync(PAGE, 'utf8');
  const current = await currentPage(page);
  if (page === current) return;
  if (!onlyCheck) return writeFileSync(PAGE, current);
  console.error(`${PAGE} is not current: npm run docs`);
  process.exitCode = 1;
}
