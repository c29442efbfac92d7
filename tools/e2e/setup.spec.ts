import { node } from './lib/workspace';

const SETUP = 'tools/setup/setup.mjs';

describe('set-up', () => {
  it('says in a line each what it found, and takes no time when there is nothing to do', async () => {
    const { code, output, seconds } = await node([SETUP]).ended;
    expect(output.trim().split('\n')).toEqual([
      expect.stringMatching(/^npm packages +installed$/),
      expect.stringMatching(/^Docker engine +\d.* answers$/),
      expect.stringMatching(/^base layer +debian:trixie-slim is present$/),
      expect.stringMatching(/^foreign binaries +the kernel runs them$/),
    ]);
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(30);
  });

  it('never replaces an engine that the user named, and says what to do', async () => {
    const { code, output } = await node([SETUP], { DOCKER_HOST: 'tcp://127.0.0.1:9' }).ended;
    expect(code).toBe(1);
    expect(output).toMatch(
      /failed: no Docker engine answers at tcp:.*DOCKER_HOST.*: nothing listens there\n.*what to do: /,
    );
  });
});
