import type { CheckResult, Checks, ReportData } from '../data';
import { seconds } from '../format';
import { html, type Html } from '../html';
import { details, number, table, text } from '../table';
import type { Section, SectionOf } from './section';

export const verify: SectionOf = (data) => sectionOf('verify', 'Checks of the image', data, data.verify);
export const boot: SectionOf = (data) => sectionOf('boot', 'Checks of the running system', data, data.boot);

function sectionOf(id: string, title: string, { project }: ReportData, checks: Checks | undefined): Section {
  const missing = html`<p>There is no report of <code>npx nx run ${project}:${id}</code> yet.</p>`;
  return { id, title, content: checks ? html`${verdict(checks, project, id)} ${groups(checks, id)}` : missing };
}

const failed = (results: CheckResult[]) => results.filter(({ ok }) => !ok);
const held = (results: CheckResult[]) => results.filter(({ ok, applies }) => ok && applies);
const others = (results: CheckResult[]) => results.filter(({ applies }) => !applies);

/** Returns the numbers of a report in one line. */
export const summaryOf = ({ results, seconds: taken }: Checks): string =>
  [
    `${failed(results).length} failed`,
    `${held(results).length} hold`,
    `${others(results).length} do not apply (${seconds(taken)})`,
  ].join(', ');

function verdict(checks: Checks, project: string, id: string): Html {
  const { title, ok, error, results } = checks;
  return html`<p>
      <strong class="${ok ? 'good' : 'bad'}">${ok ? 'Passed' : 'Failed'}</strong> ${title}: ${summaryOf(checks)}.
    </p>
    ${
      checks.isOfThisImage === false &&
      html`<p class="warning">
        This is about an earlier image. <code>npx nx run ${project}:${id}</code> checks this one.
      </p>`
    }
    ${error !== null && html`<p class="bad">Stopped early: ${error}</p>`} ${failed(results).map(failure)}`;
}

const failure = ({ group, expect, detail }: CheckResult): Html =>
  details(html`<span class="bad">Failed</span> ${group}: ${expect}`, html`<pre>${detail}</pre>`, true);

/** Both checks may have groups of the same name: the names of tables say of which they are. */
function groups({ results }: Checks, id: string): Html {
  const names = [...new Set(results.map(({ group }) => group))];
  const by = names.map((name) => ({ name, own: results.filter(({ group }) => group === name) }));
  const rows = by.map(({ name, own }) => [
    name,
    held(own).length,
    failed(own).length,
    others(own).length,
    seconds(own.reduce((sum, result) => sum + result.seconds, 0)),
  ]);
  return html`${table(`Results of ${id} by group`, [text('Group'), ...['Hold', 'Failed', 'Do not apply', 'Time'].map(number)], rows)}
  ${by.map(({ name, own }) =>
    details(
      name,
      table(
        `Results of ${id}: ${name}`,
        [text('What is expected'), text('Result'), text('Remark'), number('Time')],
        own.map(({ expect, ok, applies, detail, seconds: taken }) => [
          expect,
          ok ? (applies ? 'holds' : 'does not apply') : html`<span class="bad">failed</span>`,
          detail,
          seconds(taken),
        ]),
      ),
    ),
  )}`;
}
