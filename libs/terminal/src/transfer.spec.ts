import { Transfer } from './transfer';

const MB = 1e6;
let time: number;
let transfer: Transfer;
beforeEach(() => {
  time = 0;
  transfer = new Transfer(() => time);
});

it('tells every tenth part of a phase, once', () => {
  const told = Array.from({ length: 101 }, (_, done) => done).filter((done) => transfer.take('writing', done, 100));
  expect(told).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  expect(transfer.take('verifying', 5, 100)).toBe(false);
  expect(transfer.take('verifying', 35, 100)).toBe(true);
});

it('tells every 500 MB where the size is not known', () => {
  const told = [100, 499, 500, 700, 1000, 1001].filter((done) => transfer.take('writing', done * MB));
  expect(told).toEqual([500, 1000]);
});

it('shows bytes, share, rate and time left', () => {
  transfer.take('writing', 0, 1000 * MB);
  expect(transfer.line()).toBe('writing 0 kB of 1.0 GB (0%)');
  time = 1_000;
  transfer.take('writing', 10 * MB, 1000 * MB);
  expect(transfer.line()).toBe('writing 10 MB of 1.0 GB (1%)');
  time = 10_000;
  transfer.take('writing', 250 * MB, 1000 * MB);
  expect(transfer.line()).toBe('writing 250 MB of 1.0 GB (25%), 25 MB/s, 30s left');
  transfer.take('writing', 1000 * MB, 1000 * MB);
  expect(transfer.line()).toBe('writing 1.0 GB of 1.0 GB (100%), 100 MB/s');
});

it('begins again with each phase', () => {
  transfer.take('writing', 100 * MB, 100 * MB);
  time = 60_000;
  transfer.take('verifying', 10 * MB, 100 * MB);
  expect(transfer.line()).toBe('verifying 10 MB of 100 MB (10%)');
});

it('does without a size', () => {
  transfer.take('downloading', 0);
  time = 10_000;
  transfer.take('downloading', 20 * MB);
  expect(transfer.line()).toBe('downloading 20 MB, 2 MB/s');
  expect(transfer.render(200)).toBe(`${'░'.repeat(24)} downloading 20 MB, 2 MB/s`);
});

it('has a bar, which fits the terminal', () => {
  transfer.take('writing', 50 * MB, 100 * MB);
  expect(transfer.render(200)).toBe(`${'█'.repeat(12)}${'░'.repeat(12)} writing 50 MB of 100 MB (50%)`);
  expect(transfer.render(20)).toHaveLength(19);
});

it('bears more than all', () => {
  transfer.take('writing', 150 * MB, 100 * MB);
  expect(transfer.render(200)).toContain('█'.repeat(24));
});
