import { Board } from '@hypriotkit/terminal';
import { NxLines } from './nx-lines';

it('shows on a board what Nx runs and what comes from its cache, builds and what follows them in rows of their own', () => {
  const board = new Board(() => 0);
  const lines = new NxLines(board);
  const printed = [
    '> nx run root_fs:build',
    'root_fs: Bootstrapping',
    '> nx run blank_image:build  [local cache]',
    'blank_image: done: rpi-raw.img.zip, 2 MB (14s)',
    '> nx run blank_image:describe',
    'blank_image: Unpacking the image',
    'blank_image: note: small',
    ' NX   Failed',
  ].map((line) => lines.take(line));
  expect(printed.filter((line) => line !== undefined)).toEqual(['blank_image: note: small', ' NX   Failed']);
  expect(board.render(80).split('\n')).toEqual([
    '● root_fs         Bootstrapping  0s',
    '✔ blank_image     rpi-raw.img.zip, 2 MB (14s)  from the cache',
    '● describe        Unpacking the image  0s',
  ]);
});
