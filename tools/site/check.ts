// `npm run site` runs this after the build: every link, anchor and asset of dist/site has to lead somewhere, without another host.
// `check.ts FOLDER BASE` checks another site.
import { join } from 'node:path';
import { base } from './lib/base';
import { inspect } from './lib/inspect';
import { ROOT } from './lib/pages';

const [folder = join(ROOT, 'dist', 'site'), place = base()] = process.argv.slice(2);
void check();

async function check(): Promise<void> {
  const problems = await inspect(folder, place);
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log(`${folder}: every link and asset has a target`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
