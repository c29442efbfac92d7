// `npm run docs`: writes the tables of fields into the documentation. With --check, it only checks them.
import { readFileSync, writeFileSync } from 'node:fs';
import { currentPage, PAGE } from './field-tables';

void write(process.argv.includes('--check'));

async function write(onlyCheck: boolean): Promise<void> {
  const page = readFileSync(PAGE, 'utf8');
  const current = await currentPage(page);
  if (page === current) return;
  if (!onlyCheck) return writeFileSync(PAGE, current);
  console.error(`${PAGE} is out of date. Run npm run docs.`);
  process.exitCode = 1;
}
