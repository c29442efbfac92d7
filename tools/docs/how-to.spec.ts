import { readFileSync } from 'node:fs';
import { join } from 'node:path';

it('docs/how-to.md lists all its answers, in their order', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'how-to.md'), 'utf8');
  const questions = [...text.matchAll(/^## How do I (.+)\?$/gm)].map(([, question]) => question!.toLowerCase());
  const listed = [...text.matchAll(/^- \[(.+)\]\(#how-do-i-/gm)].map(([, question]) => question!.toLowerCase());
  expect(questions.length).toBeGreaterThan(30);
  expect(listed).toEqual(questions);
});
