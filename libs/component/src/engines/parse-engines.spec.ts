import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEngines } from './parse-engines';
import { PLATFORMS } from './platforms';

it('knows the platforms that can be configured', () => {
  const file = join(__dirname, '../../../../components/base_image/fields.json');
  const { properties } = JSON.parse(readFileSync(file, 'utf8')) as {
    properties: { engines: { propertyNames: { enum: string[] } } };
  };
  expect(properties.engines.propertyNames.enum).toEqual(PLATFORMS);
});

describe('parseEngines', () => {
  it('reads addresses by platform, with commas or line ends between them', () => {
    expect(parseEngines('')).toEqual({});
    expect(parseEngines('linux/arm64: ssh://pi@builder')).toEqual({ 'linux/arm64': 'ssh://pi@builder' });
    expect(
      parseEngines('linux/arm64:/run/arm.sock, linux/arm/v7: tcp://builder:2375,\nlinux/amd64: unix:///a'),
    ).toEqual({
      'linux/arm64': '/run/arm.sock',
      'linux/arm/v7': 'tcp://builder:2375',
      'linux/amd64': 'unix:///a',
    });
  });

  it.each([
    ['ssh://pi@builder', 'HK_CONFIGURATION_INVALID', /expected PLATFORM: ADDRESS/],
    ['linux/arm64', 'HK_CONFIGURATION_INVALID', /expected PLATFORM: ADDRESS/],
    ['linux/arm64:', 'HK_CONFIGURATION_INVALID', /expected PLATFORM: ADDRESS/],
    ['linux/arm64: ssh://a ssh://b', 'HK_CONFIGURATION_INVALID', /expected PLATFORM: ADDRESS/],
    ['linux/aarch64: ssh://pi@builder', 'HK_CONFIGURATION_INVALID', /linux.aarch64.*did you mean "linux.arm64"/],
    ['linux/arm64: tcp://a, linux/arm64: tcp://b', 'HK_CONFIGURATION_INVALID', /more than once/],
    ['linux/arm64: gopher://pi', 'HK_ENGINE_ADDRESS_INVALID', /HYPRIOTKIT_ENGINES \(linux.arm64\)/],
    ['linux/arm64: ssh://-oProxyCommand=x', 'HK_ENGINE_ADDRESS_INVALID', /HYPRIOTKIT_ENGINES/],
  ])('refuses %s', (text, code, message) => {
    expect(() => parseEngines(text)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error,
    );
  });
});
