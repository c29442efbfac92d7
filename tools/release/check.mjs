// `node tools/release/check.mjs TARBALL...`: checks packed packages with publint and are-the-types-wrong. Prints a line
// for each problem.
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';

const found = (await Promise.all(process.argv.slice(2).map(check))).flat();
for (const problem of found) console.log(problem);
process.exit(found.length ? 1 : 0);

async function check(file) {
  const data = readFileSync(file);
  const tarball = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  const { messages } = await publint({ pack: { tarball }, strict: true });
  const { problems, types } = await checkPackage(createPackageFromTarballData(data));
  return [
    ...messages.map((message) => `${file}: publint: ${JSON.stringify(message)}`),
    ...(types ? [] : [`${file}: no types`]),
    ...(problems ?? []).map((problem) => `${file}: types: ${JSON.stringify(problem)}`),
  ];
}
