import { documentOf } from './document';
import { bytes, time } from './format';
import { html, type Content } from './html';
import { number, table, text } from './table';

/** What the index says of an image. */
export interface IndexEntry {
  /** The project of Nx. */
  project: string;
  /** Address of the report, relative to the index. */
  href: string;
  file: string;
  /** In bytes. */
  size: number;
  /** The number of packages, if the image was read. */
  packages?: number;
  verify: Outcome;
  boot: Outcome;
  /** When the report was written, in milliseconds since 1970. */
  written: number;
}

export type Outcome = 'passed' | 'failed' | 'not run' | 'of an earlier image';

/** Without it, the page has no filter, and the browser finds words. */
const FILTER = `
const filter = document.getElementById('filter');
const input = document.getElementById('wanted');
const rows = [...document.querySelectorAll('tbody tr')];
filter.hidden = false;
input.addEventListener('input', () => {
  const words = input.value.toLowerCase().split(/\\s+/);
  for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
  const shown = rows.filter((row) => !row.hidden).length;
  document.getElementById('shown').textContent = shown + ' of ' + rows.length + ' shown';
});
`;

/** Returns the page that lists the reports of a workspace. */
export function indexPage(entries: IndexEntry[]): string {
  const sorted = [...entries].sort((one, other) => (one.project < other.project ? -1 : 1));
  return documentOf(
    'Images of this workspace',
    html`<header><h1>Images of this workspace</h1></header>
      <main>
        <div id="filter" hidden>
          <label for="wanted">Show only those with these words</label>
          <input id="wanted" type="search" autocomplete="off" />
          <p id="shown" role="status">${sorted.length} of ${sorted.length} shown</p>
        </div>
        ${table(
          'Reports of images',
          [
            text('Board'),
            text('verify'),
            text('boot'),
            number('Packages'),
            text('Image'),
            number('Size'),
            text('Report of'),
          ],
          sorted.map(rowOf),
        )}
      </main>`,
    FILTER,
  );
}

const rowOf = ({ project, href, verify, boot, packages, file, size, written }: IndexEntry): Content[] => [
  html`<a href="${href}">${project}</a>`,
  outcome(verify),
  outcome(boot),
  packages,
  file,
  bytes(size),
  time(written),
];

const outcome = (value: Outcome): Content => {
  const kind = { passed: 'good', failed: 'bad', 'not run': '', 'of an earlier image': 'warning' }[value];
  return html`<span class="${kind}">${value}</span>`;
};
