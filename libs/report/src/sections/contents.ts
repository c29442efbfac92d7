import type { Audit, Bom, Finding } from '../data';
import { count } from '../format';
import { html, type Content, type Html } from '../html';
import { details, number, table, text } from '../table';
import type { SectionOf } from './section';

/** Software bills of materials, and the audit, in brief. */
export const contents: SectionOf = ({ boms, audit, project }) => {
  if (boms.length === 0 && audit === undefined) return undefined;
  return {
    id: 'contents',
    title: 'Bill of materials and audit',
    content: html`${boms.map(bomOf)} ${audit !== undefined && auditOf(audit, project)}`,
  };
};

const bomOf = ({ file, specVersion, components, types, licences }: Bom): Html =>
  html`<h3>${file}</h3>
    <p>CycloneDX ${specVersion}, with ${count(components, 'component')}.</p>
    ${counted('Components by type', 'Type', types)}
    ${Object.keys(licences).length > 0 && details('Licences', counted('Components by licence', 'Licence', licences))}`;

const counted = (title: string, what: string, counts: Record<string, number>): Html =>
  table(
    title,
    [text(what), number('Components')],
    Object.entries(counts)
      .sort(([, one], [, other]) => other - one)
      .map(([name, own]) => [name, own]),
  );

const KINDS: [kind: string, title: string][] = [
  ['security', 'Security updates that are missing'],
  ['update', 'Other updates that are missing'],
  ['gone', 'Packages that no archive has'],
];

/** `2 security updates missing, 5 other updates missing, 1 package in no archive`. */
export const auditSummary = ({ findings }: Audit): string => {
  const [security, others, gone] = KINDS.map(([kind]) => findings.filter((one) => one.kind === kind).length);
  return [
    `${count(security!, 'security update')} missing`,
    `${count(others!, 'other update')} missing`,
    `${count(gone!, 'package')} in no archive`,
  ].join(', ');
};

function auditOf(audit: Audit, project: string): Html {
  const { ok, error, packages, archives, findings, isOfThisImage } = audit;
  return html`<h3>Audit</h3>
    <p>
      <strong class="${ok ? 'good' : 'bad'}">${ok ? 'Passed' : 'Failed'}</strong> ${count(packages, 'package')} compared
      with the archives that the image updates from: ${auditSummary(audit)}.
    </p>
    ${
      isOfThisImage === false &&
      html`<p class="warning">
        This is about an earlier image. <code>npx nx run ${project}:audit</code> looks at this one.
      </p>`
    }
    ${error !== null && html`<p class="bad">Not audited: ${error}</p>`}
    ${
      archives.length > 0 &&
      table(
        'Archives',
        ['Archive', 'Of', 'Signed'].map(text),
        archives.map(({ name, origin, date }) => [name, origin, date]),
      )
    }
    ${KINDS.map(([kind, title]) =>
      found(
        title,
        findings.filter((one) => one.kind === kind),
        kind === 'security',
      ),
    )}`;
}

const found = (title: string, findings: Finding[], isOpen: boolean): Content =>
  findings.length > 0 &&
  details(
    `${title}: ${findings.length}`,
    table(
      title,
      ['Package', 'Installed', 'Available', 'In'].map(text),
      findings.map(({ package: name, installed, available, archive }) => [name, installed, available, archive]),
    ),
    isOpen,
  );
