import { pullError } from './pull-error';

describe('pullError', () => {
  it.each([
    ['pull access denied for a/b, repository does not exist or may require docker login', 'HK_REGISTRY_AUTH_FAILED'],
    ['unauthorized: incorrect username or password', 'HK_REGISTRY_AUTH_FAILED'],
    ['Head "https://r/v2/a/manifests/1": no basic auth credentials', 'HK_REGISTRY_AUTH_FAILED'],
    ['manifest for a/b:1 not found: manifest unknown: manifest unknown', 'HK_IMAGE_NOT_FOUND'],
    ['no matching manifest for linux/mips64 in the manifest list entries', 'HK_IMAGE_NOT_FOUND'],
    ['write /var/lib/docker/tmp/x: no space left on device', 'HK_NO_SPACE_ON_ENGINE'],
    ['dial tcp: lookup registry-1.docker.io: no such host', 'HK_IMAGE_PULL_FAILED'],
    ['mkdir /var/lib/docker: permission denied: x', 'HK_IMAGE_PULL_FAILED'],
  ])('%s', (reason, code) => {
    expect(pullError('a/b:1', 'docker.io', reason, undefined).code).toBe(code);
  });
});
