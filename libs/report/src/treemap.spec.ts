import { parsed } from './testing/parsed';
import { tilesOf, treemapOf } from './treemap';

const GROUPS = [
  {
    name: 'docker.io',
    parts: [
      { name: '/usr/sbin', bytes: 600_000 },
      { name: '/usr/share', bytes: 100 },
      { name: '/etc', bytes: 100 },
    ],
  },
  { name: 'bash', parts: [{ name: '/usr/bin', bytes: 300_000 }] },
  { name: 'dash', parts: [{ name: '/usr/bin', bytes: 100 }] },
  { name: 'sed', parts: [{ name: '/usr/bin', bytes: 50 }] },
];

describe('a treemap', () => {
  it('shows what is too small to be seen as one, and leaves nothing out', () => {
    expect(tilesOf(GROUPS)).toEqual([
      { group: 'docker.io', name: '/usr/sbin', bytes: 600_000 },
      { group: 'docker.io', name: 'others', bytes: 200 },
      { group: 'bash', name: '/usr/bin', bytes: 300_000 },
      { group: 'others', name: '2 smaller', bytes: 150 },
    ]);
  });

  it('is to scale', async () => {
    const { document } = await parsed((await treemapOf('Space', GROUPS)).text);
    const areas = new Map<string, number>();
    for (const rect of document.querySelectorAll('rect')) {
      const title = rect.querySelector('title')?.textContent;
      const [width, height] = ['width', 'height'].map((name) => Number(rect.getAttribute(name)));
      if (title) areas.set(title.split(':')[0]!, width! * height!);
    }
    // Half a pixel of a border is not drawn.
    expect(areas.get('docker.io, /usr/sbin')! / areas.get('bash, /usr/bin')!).toBeCloseTo(2, 1);
    expect(document.querySelector('svg')!.getAttribute('aria-label')).toBe('Space');
  });
});
