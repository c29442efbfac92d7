// `node tools/release/notes.mjs VERSION`: what CHANGELOG.md says of a version, for the release on GitHub. Fails if it says nothing.
import { readFileSync } from 'node:fs';

const version = process.argv[2];
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^(?=## )/m);
const section = sections.find((text) => text.startsWith(`## ${version} `));
const notes = section?.slice(section.indexOf('\n')).trim();
if (!notes) {
  console.error(`CHANGELOG.md has no entry "## ${version} - DATE". \`npx nx release\` writes it from "## Unreleased".`);
  process.exit(1);
}
console.log(notes);
