import type { Bom, Vulnerability } from '../data';
import { count } from '../format';
import { html, type Html } from '../html';
import { details, number, table, text } from '../table';
import type { SectionOf } from './section';

/** Software bills of materials, and known vulnerabilities, in brief. */
export const contents: SectionOf = ({ boms, audit }) => {
  if (boms.length === 0 && audit === undefined) return undefined;
  return {
    id: 'contents',
    title: 'Bill of materials and audit',
    content: html`${boms.map(bomOf)} ${audit !== undefined && auditOf(audit)}`,
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

function auditOf(audit: Vulnerability[]): Html {
  const severities = Object.fromEntries(
    [...new Set(audit.map(({ severity }) => severity))].map((severity) => [
      severity,
      audit.filter((one) => one.severity === severity).length,
    ]),
  );
  const fixable = audit.filter(({ fixedIn }) => fixedIn !== '').length;
  return html`<h3>Audit</h3>
    <p>
      ${count(audit.length, 'known vulnerability', 'known vulnerabilities')}, ${fixable} of them fixed in a later
      version.
    </p>
    ${audit.length > 0 && counted('Vulnerabilities by severity', 'Severity', severities)}
    ${
      audit.length > 0 &&
      details(
        'All of them',
        table(
          'Known vulnerabilities',
          ['Vulnerability', 'Package', 'Version', 'Severity', 'Fixed in'].map(text),
          audit.map(({ id, package: name, version, severity, fixedIn }) => [id, name, version, severity, fixedIn]),
        ),
      )
    }`;
}
