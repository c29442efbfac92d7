import { DEFAULT_IMAGE } from '@hypriotkit/contract';
import { ImageNotFound, ImagePullFailed, RegistryAuthFailed } from '@hypriotkit/engine';
import { explained } from './images';

it.each([
  ['that no registry has', new ImageNotFound(DEFAULT_IMAGE, 'registry')],
  ['that the engine lacks', new ImageNotFound(DEFAULT_IMAGE, 'engine')],
  ['whose registry is out of reach', new ImagePullFailed(DEFAULT_IMAGE, 'no such host')],
])('says how a clone makes the default image %s', (_, error) => {
  expect(explained(error, DEFAULT_IMAGE)).toMatchObject({
    code: 'HK_ORCHESTRATOR_IMAGE_MISSING',
    message: error.message,
    hint: expect.stringMatching(/`npx nx run image:build` makes this image\. Elsewhere: ./) as string,
    cause: error,
  });
});

it('leaves other images, and other errors, as they are', () => {
  const own = new ImageNotFound('registry.example/own:1', 'registry');
  const refused = new RegistryAuthFailed('registry.example', 'unauthorized');
  expect(explained(own, 'registry.example/own:1')).toBe(own);
  expect(explained(refused, DEFAULT_IMAGE)).toBe(refused);
});
