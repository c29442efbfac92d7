import { BuildProgress } from './build-progress';
import { engineEvents } from './engine-events';

describe('BuildProgress', () => {
  it('knows the step, its last lines and the result', () => {
    const told: string[] = [];
    const progress = new BuildProgress((line) => told.push(line));
    for (const stream of ['Step 1/2 : FROM a\n', ' ---> 123\n', 'Step 2/2 : RUN make\n', 'comp', 'iling\r\n', 'done']) {
      progress.take({ stream });
    }
    progress.take({ aux: { ID: 'sha256:1' } });
    progress.end();
    expect(told).toEqual(['Step 1/2 : FROM a', ' ---> 123', 'Step 2/2 : RUN make', 'compiling', 'done']);
    expect(progress).toMatchObject({ step: 'Step 2/2 : RUN make', lastLines: ['compiling', 'done'], id: 'sha256:1' });
    expect(progress.failure).toBeUndefined();
  });

  it('keeps the last lines only, and the first failure', () => {
    const progress = new BuildProgress(() => undefined);
    for (let line = 1; line <= 100; line += 1) progress.take({ stream: `line ${line}\n` });
    progress.take({ errorDetail: { message: 'it returned 2', code: 2 }, error: 'it returned 2' });
    progress.take({ error: 'and so on' });
    expect(progress.lastLines).toHaveLength(20);
    expect(progress.lastLines.at(-1)).toBe('line 100');
    expect(progress.failure).toBe('it returned 2');
  });
});

describe('engineEvents', () => {
  it('reads one object in each line, however they are cut', async () => {
    const bytes = Buffer.from(`{"stream":"☠"}\r\n{"error":"${'x'.repeat(100_000)}"}`);
    const source = async function* () {
      for (let at = 0; at < bytes.length; at += 1009) yield await Promise.resolve(bytes.subarray(at, at + 1009));
    };
    const events: unknown[] = [];
    for await (const event of engineEvents(source())) events.push(event);
    expect(events).toEqual([{ stream: '☠' }, { error: 'x'.repeat(100_000) }]);
  });
});
