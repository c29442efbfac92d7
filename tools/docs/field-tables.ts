import { join } from 'node:path';
import { format } from 'prettier';
import { configurationFiles, FIELDS_PAGE, readSchema, withFieldTables } from '@hypriotkit/config';

const ROOT = join(__dirname, '..', '..');
export const PAGE = join(ROOT, FIELDS_PAGE);

/** Returns the page with the current fields of the components, formatted by Prettier. */
export async function currentPage(page: string): Promise<string> {
  const whole = withFieldTables(page, readSchema(configurationFiles(ROOT)));
  if (whole === undefined) throw new Error(`${PAGE} has no place for the tables of fields`);
  return format(whole, { parser: 'markdown', printWidth: 120 });
}
