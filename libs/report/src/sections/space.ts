import type { Description } from '../data';
import { bytes, count, percent } from '../format';
import { html } from '../html';
import { details, figure, number, table, text } from '../table';
import { treemapOf, type Group } from '../treemap';
import type { SectionOf } from './section';

const NO_PACKAGE = '(no package)';
const LARGEST = 25;

interface Row {
  name: string;
  bytes: number;
  files: number;
}

/** What uses the space: by package, and by folder. */
export const space: SectionOf = async ({ description }) => {
  if (description === undefined || description.space.length === 0) return undefined;
  const used = description.space.map((row) => ({ ...row, package: row.package || NO_PACKAGE }));
  const total = used.reduce((sum, row) => sum + row.bytes, 0);
  const packages = rowsBy(used, (row) => row.package);
  const folders = rowsBy(used, (row) => row.folder);
  const rest = usedOf(description) - total;
  const tableOf = (title: string, what: string, rows: Row[]) =>
    table(
      title,
      [text(what), number('Size'), number('Share'), number('Files')],
      rows.map((row) => [row.name, bytes(row.bytes), percent(row.bytes, total), row.files]),
    );
  const both = async (name: string, what: string, rows: Row[], groups: Group[]) => {
    const largest = rows.slice(0, 3).map((row) => `${row.name} with ${bytes(row.bytes)}`);
    const label = `${bytes(total)} of files by ${what}. The largest are ${largest.join(', ')}.`;
    return html`<h3>By ${what}</h3>
      ${figure(`Each rectangle is a ${what}, its parts are ${name}. Areas are to scale.`, await treemapOf(label, groups))}
      ${details(
        `The largest ${rows.length > LARGEST ? LARGEST : rows.length} as a table`,
        tableOf(`What uses the space, by ${what}`, what, rows.slice(0, LARGEST)),
      )}
      ${rows.length > LARGEST && details(`All ${rows.length}`, tableOf(`All by ${what}`, what, rows))}`;
  };
  return {
    id: 'space',
    title: 'What uses the space',
    content: html`<p>
        Files occupy ${bytes(total)}, in
        ${count(
          used.reduce((sum, row) => sum + row.files, 0),
          'file',
        )}.
        The file systems themselves, with their folders, take ${bytes(Math.max(0, rest))}.
      </p>
      ${await both('folders', 'package', packages, groupsBy(used, 'package', 'folder'))}
      ${await both('packages', 'folder', folders, groupsBy(used, 'folder', 'package'))}`,
  };
};

/** Returns the bytes that the file systems count as used. */
const usedOf = ({ partitions }: Description): number =>
  partitions.reduce((sum, { bytes: size, free }) => sum + (free === null ? 0 : size - free), 0);

function rowsBy<T extends { bytes: number; files: number }>(rows: T[], nameOf: (row: T) => string): Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const name = nameOf(row);
    const known = found.get(name) ?? { name, bytes: 0, files: 0 };
    found.set(name, { name, bytes: known.bytes + row.bytes, files: known.files + row.files });
  }
  return [...found.values()].sort((one, other) => other.bytes - one.bytes);
}

function groupsBy(rows: Description['space'], outer: 'package' | 'folder', inner: 'package' | 'folder'): Group[] {
  const found = new Map<string, Group>();
  for (const row of rows) {
    const group = found.get(row[outer]) ?? { name: row[outer], parts: [] };
    group.parts.push({ name: row[inner], bytes: row.bytes });
    found.set(group.name, group);
  }
  return [...found.values()];
}
