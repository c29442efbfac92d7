import { Board } from './board';

function board(lines: string[], seconds = 0, opened = ['root_fs', 'rpi_kernel']) {
  let now = 0;
  const view = new Board(() => now);
  for (const component of opened) view.open(component);
  const printed = lines.map((line) => view.take(line)).filter((line) => line !== undefined);
  now = seconds * 1000;
  return { printed, text: view.render(80) };
}

describe('Board', () => {
  it('has a row for each component: its step and how long it runs', () => {
    const { printed, text } = board(['root_fs: Bootstrapping', 'rpi_kernel: Compiling'], 65);
    expect(printed).toEqual([]);
    expect(text).toBe('● root_fs         Bootstrapping  1m 05s\n● rpi_kernel      Compiling  1m 05s');
  });

  it('says what came out, and what came from the cache', () => {
    const view = new Board();
    view.open('root_fs');
    view.open('blank_image', true);
    view.take('root_fs: done: rootfs.tar.gz, 110 MB (2m 10s)');
    view.take('blank_image: Partitioning');
    view.take('blank_image: done: rpi-raw.img.zip, 2 MB (14s)');
    expect(view.render(80).split('\n')).toEqual([
      '✔ root_fs         rootfs.tar.gz, 110 MB (2m 10s)',
      '✔ blank_image     rpi-raw.img.zip, 2 MB (14s)  from the cache',
    ]);
  });

  it('opens a row by the first line of a component, where nobody says that it begins', () => {
    const view = new Board(() => 0);
    const printed = ['root_fs: Bootstrapping', 'no component'].map((line) => view.takeOpening(line));
    expect(printed).toEqual([undefined, 'no component']);
    expect(view.render(80)).toBe('● root_fs         Bootstrapping  0s');
  });

  it('lets the time of a step run on when it says that it still moves', () => {
    const { text } = board(['rpi_kernel: Compiling', 'rpi_kernel: Compiling ... 15s: CC x.o'], 30, ['rpi_kernel']);
    expect(text).toBe('● rpi_kernel      Compiling  30s');
  });

  it('hands back what is no progress', () => {
    const lines = ['root_fs: warning: odd', 'root_fs: note: 700 MB', 'root_fs The container ended', ' NX  Failed'];
    expect(board(lines).printed).toEqual(lines);
  });

  it('fits the terminal', () => {
    const view = new Board();
    view.open('root_fs');
    view.take(`root_fs: ${'x'.repeat(200)}`);
    expect(view.render(40)).toHaveLength(39);
  });
});
