import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/* docs/config-txt.md lists what the sources of overlays and parameters have. */

const ROOT = join(__dirname, '..', '..');
const BUILDER = join(ROOT, 'components', 'rpi_kernel', 'builder');
const MAP = 'overlay_map';
const BOARDS = { bcm2835: 'Pi 3, Zero 2 W, CM3', bcm2711: 'Pi 4, 400, CM4', bcm2712: 'Pi 5' };
type Platform = keyof typeof BOARDS;

const page = readFileSync(join(ROOT, 'docs', 'config-txt.md'), 'utf8');
const source = (folder: string, name: string) => readFileSync(join(BUILDER, folder, `${name}.dts`), 'utf8');
const sources = (folder: string) => readdirSync(join(BUILDER, folder)).map((file) => basename(file, '.dts'));
const code = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

/** The rows of the table below a heading, as the texts of their cells. */
function table(heading: string): string[][] {
  const [, section] = page.split(`\n## ${heading}\n`);
  const rows = section!.split('\n## ')[0]!.match(/^\|.*$/gm)!;
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** The parameters that a source has. */
function parametersOf(text: string): string[] {
  const [, overrides] = /__overrides__ \{\n(.*?)\n\t+\};/s.exec(text) ?? [];
  return [...(overrides ?? '').matchAll(/^\t\t([\w-]+)(?: =|;)/gm)].map(([, name]) => name!);
}

/** The chips that a source has, with their addresses. */
const chipsOf = (overlay: string) =>
  [...source('overlays', overlay).matchAll(/^\t{3}(\w+): \w+@([0-9a-f]+) \{/gm)].map(([, name, address]) => [
    name!,
    `0x${address}`,
  ]);

/** For each overlay of the map, the file that each platform takes. */
const map = new Map(
  [...source('overlays', MAP).matchAll(/^\t([\w-]+) \{\n(.*?)\n\t\};/gms)].map(([, name, lines]) => [
    name!,
    new Map(
      [...lines!.matchAll(/(bcm\d+)(?: = "([^"]+)")?;/g)].map(([, platform, file]) => [
        platform as Platform,
        file ?? name!,
      ]),
    ),
  ]),
);
/** Files that the map has in the place of others. */
const variants = new Set([...map].flatMap(([name, files]) => [...files.values()].filter((file) => file !== name)));

function boardsOf(overlay: string): string {
  const platforms = map.get(overlay);
  if (!platforms || platforms.size === 3) return 'all';
  return [...platforms.keys()].map((platform) => BOARDS[platform]).join(', ');
}

const overlays = table('Overlays').map(([name, , parameters, boards]) => ({
  name: code(name!)[0]!,
  parameters: code(parameters!),
  boards,
}));

describe('docs/config-txt.md', () => {
  it('lists all overlays', () => {
    const all = sources('overlays').filter((name) => name !== MAP && !variants.has(name));
    expect(overlays.map(({ name }) => name)).toEqual(all.sort());
  });

  it.each(overlays)('has the parameters of $name', ({ name, parameters }) => {
    const chips = new Set(chipsOf(name).map(([chip]) => chip));
    expect(parameters).toEqual(parametersOf(source('overlays', name)).filter((parameter) => !chips.has(parameter)));
  });

  it.each(overlays)('has the boards that $name is for', ({ name, boards }) => {
    expect(boards).toBe(boardsOf(name));
  });

  it.each([
    ['Clocks', 'i2c-rtc'],
    ['Sensors', 'i2c-sensor'],
  ])('lists %s', (heading, overlay) => {
    expect(table(heading).map(([name, address]) => [code(name!)[0], address])).toEqual(chipsOf(overlay));
  });

  it('lists all parameters, with the boards that have them', () => {
    const all = (files: string[]) => new Set(files.flatMap((file) => parametersOf(source('parameters', file))));
    const older = all(sources('parameters').filter((name) => name !== 'bcm2712'));
    const pi5 = all(['bcm2712']);
    const listed = table('Parameters').flatMap(([names, , boards]) => code(names!).map((name) => ({ name, boards })));
    expect(listed.map(({ name }) => name).sort()).toEqual([...new Set([...older, ...pi5])].sort());
    for (const { name, boards } of listed) {
      expect({ name, boards }).toEqual({
        name,
        boards: pi5.has(name) ? 'all' : `${BOARDS.bcm2835}, ${BOARDS.bcm2711}`,
      });
    }
  });

  it('names options that the kernel has', () => {
    const folder = join(BUILDER, 'config');
    const options = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const named = ['Parameters', 'Overlays', 'Clocks', 'Sensors'].flatMap((heading) =>
      table(heading).flatMap((row) => code(row.at(-1)!)),
    );
    expect(named.filter((option) => !RegExp(`^CONFIG_${option}=[ym]$`, 'm').test(options))).toEqual([]);
  });
});
