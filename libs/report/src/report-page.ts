import type { ReportData } from './data';
import { documentOf } from './document';
import { bytes, time } from './format';
import { html, type Content, type Html } from './html';
import { build } from './sections/build';
import { boot, summaryOf, verify } from './sections/checks';
import { configuration } from './sections/configuration';
import { contents } from './sections/contents';
import { files } from './sections/files';
import { packages } from './sections/packages';
import { partitions } from './sections/partitions';
import type { Section, SectionOf } from './sections/section';
import { space } from './sections/space';
import { timeline } from './sections/timeline';

const SECTIONS: SectionOf[] = [
  partitions,
  space,
  packages,
  build,
  verify,
  boot,
  timeline,
  contents,
  configuration,
  files,
];

/** Returns the report of an image: one HTML page that needs no network and no scripts. */
export async function reportPage(data: ReportData): Promise<string> {
  const sections: Section[] = [];
  for (const section of SECTIONS) {
    const own = await section(data);
    if (own) sections.push(own);
  }
  const title = titleOf(data);
  return documentOf(
    title,
    html`<a class="skip" href="#main">To the content</a>
      <header>
        <h1>${title}</h1>
        ${facts(data)}
      </header>
      <nav aria-label="Sections">
        <ul>
          ${sections.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li> `)}
        </ul>
      </nav>
      <main id="main" tabindex="-1">
        ${sections.map(
          ({ id, title: name, content }) =>
            html`<section id="${id}" aria-labelledby="${id}-title">
              <h2 id="${id}-title">${name}</h2>
              ${content}
            </section> `,
        )}
      </main>
      <footer>
        <p>Written on ${time(data.written)} by <code>npx nx run ${data.project}:report</code>.</p>
      </footer>`,
  );
}

export const imageOf = ({ artifacts }: Pick<ReportData, 'artifacts'>) =>
  artifacts.find(({ role }) => role === 'sd-image');

const titleOf = ({ component, board }: ReportData): string =>
  board === undefined ? `Image of ${component}` : `Image of the board ${board}`;

function facts(data: ReportData): Html {
  const { description, verify: verified, boot: booted, audit } = data;
  const image = imageOf(data);
  const outcome = (checks: ReportData['verify']): Content => {
    if (!checks) return 'not run';
    const state = checks.ok ? html`<span class="good">passed</span>` : html`<span class="bad">failed</span>`;
    return checks.isOfThisImage === false ? html`${state}, of an earlier image` : state;
  };
  const rows: [string, Content, string?][] = [
    ['Image', image?.file],
    ['To download', image && bytes(image.size)],
    ['On the card', description && bytes(description.bytes)],
    ['Packages', description?.packages.length],
    ['verify', outcome(verified), verified && summaryOf(verified)],
    ['boot', outcome(booted), booted && summaryOf(booted)],
    ['Security updates missing', audit?.findings.filter(({ kind }) => kind === 'security').length],
  ];
  return html`<dl class="facts">
    ${rows
      .filter(([, value]) => value !== undefined)
      .map(
        ([name, value, more]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
            ${more !== undefined && html`<dd><small>${more}</small></dd>`}
          </div> `,
      )}
  </dl>`;
}
