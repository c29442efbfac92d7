import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { indexPage, type IndexEntry } from './index-page';
import { parsed, type Input } from './testing/parsed';

const entry = (project: string, own: Partial<IndexEntry> = {}): IndexEntry => ({
  ...{ project, href: `../boards/${project}/report.html`, file: 'x.img.zip', size: 313e6, packages: 420 },
  ...{ verify: 'passed', boot: 'not run', written: 0 },
  ...own,
});
const PAGE = indexPage([entry('garage'), entry('attic', { verify: 'failed' })]);

describe('the list of reports', () => {
  it('has a row for each, by name', async () => {
    const { document } = await parsed(PAGE);
    const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['attic', 'failed', 'not run', '420'],
      ['garage', 'passed', 'not run', '420'],
    ]);
    expect(document.querySelector('tbody a')!.getAttribute('href')).toBe('../boards/attic/report.html');
  });

  it('has a filter only if scripts run', async () => {
    const { document } = await parsed(PAGE);
    expect(document.querySelector('#filter')!.hasAttribute('hidden')).toBe(true);
  });

  it('filters by words', async () => {
    const { document, Event } = await parsed(PAGE);
    runInNewContext(document.querySelector('script')!.textContent, { document });
    const input = document.querySelector('input') as Input;
    input.value = 'FAILED att';
    input.dispatchEvent(new Event('input'));
    const shown = [...document.querySelectorAll('tbody tr')].filter((row) => !row.hidden);
    expect(shown.map((row) => row.querySelector('a')!.textContent)).toEqual(['attic']);
    expect(document.querySelector('#shown')!.textContent).toBe('1 of 2 shown');
  });

  it('allows its own script and no other', async () => {
    const { document } = await parsed(PAGE);
    const hash = createHash('sha256').update(document.querySelector('script')!.textContent).digest('base64');
    expect(document.querySelector('meta[http-equiv]')!.getAttribute('content')).toContain(
      `script-src 'sha256-${hash}'`,
    );
  });
});
