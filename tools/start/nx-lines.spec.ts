import { Board } from '@hypriotkit/terminal';
import { takeLine } from './nx-lines';

it('shows on a board what Nx runs and what comes from its cache', () => {
  const board = new Board(() => 0);
  const printed = [
    '> nx run root_fs:build',
    'root_fs: Bootstrapping',
    '> nx run blank_image:build  [local cache]',
    'blank_image: done: rpi-raw.img.zip, 2 MB (14s)',
    ' NX   Failed',
  ].map((line) => takeLine(board, line));
  expect(printed.filter((line) => line !== undefined)).toEqual([' NX   Failed']);
  expect(board.render(80).split('\n')).toEqual([
    '● root_fs         Bootstrapping  0s',
    '✔ blank_image     rpi-raw.img.zip, 2 MB (14s)  from the cache',
  ]);
});
