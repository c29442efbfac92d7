import { join } from 'node:path';
import { format } from 'prettier';
import { configurationFiles, FIELDS_PAGE, readSchema, withFieldTables } from '@hypriotkit/config';

const ROOT = join(__dirname, '..', '..');
export const PAGE = join(ROOT, FIELDS_PAGE);

/** The page with the fields that the components have now, as Prettier writes it. */
export async function currentPage(page: string): Promise<string> {
  const whole = withFieldTables(page, readSchema(configurationFiles(ROOT)));
  if (whole === undefined) throw new Error(`There is no place for the fields in ${PAGE}`);
  return format(whole, { parser: 'markdown', printWidth: 120 });
}
