import { Board } from './board';

function board(lines: string[], seconds = 0) {
  let now = 0;
  const view = new Board(() => now);
  const printed = lines.map((line) => view.take(line)).filter((line) => line !== undefined);
  now = seconds * 1000;
  return { printed, text: view.render(80) };
}

describe('Board', () => {
  it('has a row for each component: its step and how long it runs', () => {
    const { printed, text } = board(
      ['> nx run root_fs:build', 'root_fs: Bootstrapping', '> nx run rpi_kernel:build', 'rpi_kernel: Compiling'],
      65,
    );
    expect(printed).toEqual([]);
    expect(text).toBe('● root_fs         Bootstrapping  1m 05s\n● rpi_kernel      Compiling  1m 05s');
  });

  it('says what came out, and what came from the cache', () => {
    const { text } = board([
      '> nx run root_fs:build',
      'root_fs: done: rootfs.tar.gz, 110 MB (2m 10s)',
      '> nx run blank_image:build  [local cache]',
      'blank_image: Partitioning',
      'blank_image: done: rpi-raw.img.zip, 2 MB (14s)',
    ]);
    expect(text).toContain('✔ root_fs         rootfs.tar.gz, 110 MB (2m 10s)');
    expect(text).toContain('✔ blank_image     rpi-raw.img.zip, 2 MB (14s)  from the cache');
  });

  it('lets the time of a step run on when it says that it still moves', () => {
    const { text } = board(
      ['> nx run rpi_kernel:build', 'rpi_kernel: Compiling', 'rpi_kernel: Compiling ... 15s: CC x.o'],
      30,
    );
    expect(text).toBe('● rpi_kernel      Compiling  30s');
  });

  it('hands back what is no progress', () => {
    const { printed } = board([
      '> nx run root_fs:build',
      'root_fs: warning: odd',
      'root_fs The container ended',
      ' NX  Failed',
    ]);
    expect(printed).toEqual(['root_fs: warning: odd', 'root_fs The container ended', ' NX  Failed']);
  });

  it('fits the terminal', () => {
    const view = new Board();
    view.take('> nx run root_fs:build');
    view.take(`root_fs: ${'x'.repeat(200)}`);
    expect(view.render(40)).toHaveLength(39);
  });
});
