import type { Changes, Description } from '../data';
import { bytes, count } from '../format';
import { html, type Html } from '../html';
import { details, number, table, text } from '../table';
import type { SectionOf } from './section';

/** The packages with their versions, and what changed since an earlier image. */
export const packages: SectionOf = ({ description, changes }) => {
  if (description === undefined || description.packages.length === 0) return undefined;
  return {
    id: 'packages',
    title: 'Packages',
    content: html`<p>The image has ${count(description.packages.length, 'package')}.</p>
      <h3>Changes</h3>
      ${changes === undefined ? html`<p>No earlier image is known to compare with.</p>` : changed(changes)}
      ${details(`All ${description.packages.length} packages`, list(description))}`,
  };
};

function changed({ since, added, removed, changed: others }: Changes): Html {
  const secure = others.filter(({ isSecurity }) => isSecurity);
  const counts = [
    [added.length, 'added'],
    [removed.length, 'removed'],
    ...(['upgraded', 'downgraded'] as const).map((one) => [
      others.filter(({ direction }) => direction === one).length,
      one,
    ]),
    [secure.length, secure.length === 1 ? 'of them a security update' : 'of them security updates'],
  ];
  const named = counts.filter(([number]) => number !== 0).map(([number, what]) => `${number} ${what}`);
  const rows = [
    ...others.map(({ name, before, after, direction, isSecurity }) => [
      name,
      direction,
      before,
      after,
      isSecurity ? 'yes' : '',
    ]),
    ...added.map(({ name, version }) => [name, 'added', '', version, '']),
    ...removed.map(({ name, version }) => [name, 'removed', version, '', '']),
  ];
  return html`<p>
      Compared with ${since}: ${named.length > 0 ? named.join(', ') : 'the same packages in the same versions'}.
    </p>
    ${
      rows.length > 0 &&
      table(
        `Packages that differ from ${since}`,
        ['Package', 'Change', 'Before', 'Now', 'Security update'].map(text),
        rows,
      )
    }`;
}

function list({ packages: all, space }: Description): Html {
  const sizes = new Map<string, number>();
  for (const { package: name, bytes: size } of space) sizes.set(name, (sizes.get(name) ?? 0) + size);
  return table(
    'Installed packages',
    [text('Package'), text('Version'), text('Architecture'), number('Size'), text('Section'), text('What it is')],
    all.map(({ name, version, architecture, section, summary }) => [
      name,
      version,
      architecture,
      bytes(sizes.get(name) ?? 0),
      section,
      summary,
    ]),
  );
}
