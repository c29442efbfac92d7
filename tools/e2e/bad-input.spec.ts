import { nx, nxSucceeds } from './lib/workspace';

describe('bad input ends a build before any work', () => {
  beforeAll(() => nxSucceeds('run', 'base_image:build'));

  const fails = async (args: string[], env: NodeJS.ProcessEnv = {}) => {
    const { code, output } = await nx(['run', ...args, '--skip-nx-cache', '--exclude-task-dependencies'], env).ended;
    expect(code).toBe(1);
    expect(output).not.toContain('Building the image');
    return output;
  };

  it('a field that does not exist', async () => {
    expect(await fails(['blank_image:build', '--devise=rpi'])).toContain(
      'blank_image.devise: unknown field; did you mean "device"?',
    );
  });

  it('a value that is none of the choices', async () => {
    expect(await fails(['blank_image:build', '--device=toaster'])).toContain(
      'blank_image.device: "toaster" is none of "rpi", "odroid"',
    );
  });

  it('a builder folder that is not there', async () => {
    expect(await fails(['blank_image:build', '--repo=nowhere'])).toMatch(/nowhere.*\n.*HK_BUILD_CONTEXT_INVALID/s);
  });

  it('an engine that does not answer', async () => {
    const output = await fails(['blank_image:build'], { DOCKER_HOST: 'tcp://127.0.0.1:9' });
    expect(output).toContain('HK_ENGINE_UNREACHABLE');
    expect(output).toContain('127.0.0.1:9');
  });
});
