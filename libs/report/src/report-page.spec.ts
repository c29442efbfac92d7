import { reportPage } from './report-page';
import { parsed, type Node } from './testing/parsed';
import { description, reportData } from './testing/report-data';

const pageOf = async (own: Parameters<typeof reportData>[0] = {}) =>
  (await parsed(await reportPage(reportData(own)))).document;

let page: Node;
beforeAll(async () => (page = await pageOf()));

const textOf = (selector: string, of: Node = page): string =>
  (of.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
/** The rows of a table, by its caption, as texts. */
function rowsOf(caption: string): string[][] {
  const tables = [...page.querySelectorAll('table')];
  const table = tables.find((one) => one.querySelector('caption')!.textContent.trim() === caption);
  if (!table) throw new Error(`there is no table "${caption}"`);
  return [...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent.trim()));
}
const titlesOf = (section: string): string[] =>
  [...page.querySelectorAll(`#${section} svg title`)].map((title) => title.textContent);

describe('the report of an image', () => {
  it('is one page that needs nothing from elsewhere, and no script', async () => {
    const text = await reportPage(reportData());
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page.querySelectorAll('script, link[rel=stylesheet], img, iframe')).toHaveLength(0);
    expect(page.querySelector('meta[http-equiv]')!.getAttribute('content')).toMatch(
      /^default-src 'none';.* script-src 'none'/,
    );
    expect(text.match(/(?:src|href)="(?!#|data:,)[^"]*"/g)).toBeNull();
    expect(text.match(/https?:\/\/(?!www\.w3\.org)/g)).toBeNull();
  });

  it('has a name of its own for each table', () => {
    const names = [...page.querySelectorAll('[role=region]')].map((region) => region.getAttribute('aria-label'));
    expect(names).toContain('Results of boot by group');
    expect([...new Set(names)]).toEqual(names);
  });

  it('has headings in order, and a way to each section', () => {
    const levels = [...page.querySelectorAll('h1, h2, h3')].map(({ tagName }) => Number(tagName.slice(1)));
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    const ids = [...page.querySelectorAll('main section')].map(({ id }) => id);
    const links = [...page.querySelectorAll('nav a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(ids.map((id) => `#${id}`));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names every picture, table and region for a screen reader', () => {
    for (const picture of page.querySelectorAll('svg'))
      expect([picture.getAttribute('role'), picture.getAttribute('aria-label')]).toEqual([
        'img',
        expect.stringMatching(/\w/),
      ]);
    for (const table of page.querySelectorAll('table')) {
      expect(table.querySelector('caption')!.textContent.trim()).not.toBe('');
      expect(table.querySelectorAll('th[scope=col]').length).toBeGreaterThan(1);
      expect(table.querySelectorAll('tbody tr > :first-child:not(th[scope=row])')).toHaveLength(0);
    }
    for (const region of page.querySelectorAll('.scroll')) expect(region.getAttribute('tabindex')).toBe('0');
  });

  it('shows texts of others as text', () => {
    expect(rowsOf('Installed packages')[1]).toContain('Linux container runtime <script>alert(1)</script>');
  });

  it('says what the image is', () => {
    expect(textOf('h1')).toBe('Image of the board garage');
    const facts = [...page.querySelectorAll('.facts div')].map((fact) => fact.textContent.replace(/\s+/g, ' ').trim());
    expect(facts).toEqual([
      'Image hypriotos.img.zip',
      'To download 313 MB',
      'On the card 1.0 GB',
      'Packages 2',
      'verify failed 1 failed, 1 hold, 1 do not apply (13s)',
      'boot passed, of an earlier image 0 failed, 3 hold, 0 do not apply (15m 00s)',
      'Security updates missing 1',
    ]);
  });

  it('has the checksums, and says how to flash', () => {
    expect(rowsOf('Files in dist/boards/garage/rpi_sd_image')[0]).toEqual([
      ...['hypriotos.img.zip', 'sd-image', '313 MB', 'a'.repeat(64)],
    ]);
    expect(textOf('#files')).toContain('npx nx run garage:flash --device=/dev/sdb');
  });

  it('has the partitions to scale', () => {
    expect(rowsOf('Partitions of the image')).toEqual([
      ['1', 'HypriotOS', 'c', 'vfat', '/boot/firmware', '4 MB', '96 MB', '60 MB', '36 MB', '37.5 %'],
      ['2', 'root', '83', 'ext4', '/', '100 MB', '800 MB', '500 MB', '300 MB', '37.5 %'],
    ]);
    const widths = [...page.querySelectorAll('#partitions rect')].map((rect) => Number(rect.getAttribute('width')));
    const sizes = [4, 60, 36, 500, 300, 100];
    const scale = widths[3]! / sizes[3]!;
    widths.forEach((width, index) => expect(width).toBeCloseTo(sizes[index]! * scale, -0.5));
    expect(titlesOf('partitions')[3]).toBe('root, used: 500 MB');
  });

  it('has what uses the space, by package and by folder', () => {
    expect(rowsOf('What uses the space, by package')).toEqual([
      ['docker.io', '400 MB', '80.0 %', '4'],
      ['(no package)', '60 MB', '12.0 %', '200'],
      ['bash', '40 MB', '8.0 %', '2'],
    ]);
    expect(rowsOf('What uses the space, by folder')[0]).toEqual(['/usr/sbin', '300 MB', '60.0 %', '3']);
    expect(titlesOf('space')).toEqual(
      expect.arrayContaining(['docker.io, /usr/sbin: 300 MB', '/usr/sbin, docker.io: 300 MB']),
    );
    expect(textOf('#space p')).toContain('500 MB, in 206 files');
  });

  it('has the packages, and what changed', () => {
    expect(textOf('#packages')).toContain('1 added, 1 upgraded, 1 of them a security update');
    expect(rowsOf('Packages that differ from the image of 2026-11-29')).toEqual([
      ['bash', 'upgraded', '5.2.37-2', '5.2.37-2+b10', 'yes'],
      ['jq', 'added', '', '1.7', ''],
    ]);
  });

  it('has the times of the components, and the critical path', () => {
    expect(textOf('#build')).toContain('Its critical path: rpi_kernel, then rpi_sd_image.');
    expect(textOf('#build')).toContain("took 11m 00s. 1 component of 4 came from Nx's cache, 1 from the store.");
    expect(rowsOf('The components of the image').map((row) => row.slice(0, 5))).toEqual([
      ['base_image', "from Nx's cache", '', '', ''],
      ['rpi_kernel', 'built', '0.0 s', '10m 00s', 'yes'],
      ['root_fs', 'taken from the store', '0.0 s', '5.0 s', ''],
      ['rpi_sd_image', 'built', '10m 00s', '1m 00s', 'yes'],
    ]);
    const [kernel, , image] = [...page.querySelectorAll('#build rect')].map((bar) => Number(bar.getAttribute('width')));
    expect(kernel! / image!).toBeCloseTo(10, 1);
  });

  it('opens the failures, and leaves the rest to be opened', () => {
    const open = [...page.querySelectorAll('#verify details[open]')];
    expect(open.map((one) => one.textContent.replace(/\s+/g, ' ').trim())).toEqual([
      'Failed docker: Docker is enabled docker.service is <disabled>',
    ]);
    expect(rowsOf('Results of verify by group').slice(0, 2)).toEqual([
      ['disk', '1', '0', '0', '0.5 s'],
      ['docker', '0', '1', '1', '1.0 s'],
    ]);
    expect(textOf('#boot .warning')).toContain('This is about an earlier image.');
  });

  it('has the milestones of the boot where they were', () => {
    expect(rowsOf('Milestones: first boot')).toContainEqual(['login prompt', '1m 00s']);
    const dots = [...page.querySelectorAll('#timeline svg')][0]!.querySelectorAll('circle');
    const [systemd, , login] = [...dots].map((dot) => Number(dot.getAttribute('cx')));
    const last = Number([...dots].at(-1)!.getAttribute('cx'));
    expect((last - login!) / (login! - systemd!)).toBeCloseTo((80 - 60) / (60 - 10), 1);
  });

  it('draws the units of the boot as systemd-analyze tells, with what is uncertain only where it does not', async () => {
    expect(textOf('#timeline')).toContain('it may have been');
    const units = [{ name: 'docker.service', begins: 50, ready: 70.5 }];
    const starts = ['first boot', 'after a reboot'].map((phase) => ({ phase, units }));
    const exact = await pageOf({ boot: { ...reportData().boot!, starts } });
    expect(textOf('#timeline', exact)).toContain('units from systemd-analyze');
    expect(textOf('#timeline', exact)).not.toContain('it may have been');
    const titles = [...exact.querySelectorAll('#timeline svg title')].map((title) => title.textContent);
    expect(titles).toContain('docker.service: 21s');
  });

  it('has the bill of materials, the audit, and the configuration with its layers', () => {
    expect(rowsOf('Components by type')).toEqual([
      ['library', '400'],
      ['file', '20'],
    ]);
    expect(rowsOf('Security updates that are missing')).toEqual([
      ['docker.io', '26.1.5', '26.1.5+deb13u1', 'trixie-security'],
    ]);
    expect(rowsOf('Fields of root_fs')).toEqual([['password', '***', 'boards/garage/configs.json']]);
  });

  it('does without what is not there, and says so', async () => {
    const {
      description: _,
      changes: __,
      verify: ___,
      boot: ____,
      console: _____,
      audit: ______,
      ...bare
    } = reportData();
    const bareData = { ...bare, boms: [], build: [], notes: [] };
    const { document } = await parsed(await reportPage(bareData));
    expect([...document.querySelectorAll('main section')].map(({ id }) => id)).toEqual([
      ...['verify', 'boot', 'configuration', 'files'],
    ]);
    expect(textOf('#verify p', document)).toBe('There is no report of npx nx run garage:verify yet.');
    const first = await pageOf({ changes: undefined as never, description });
    expect(textOf('#packages', first)).toContain('No earlier image is known to compare with.');
  });
});
