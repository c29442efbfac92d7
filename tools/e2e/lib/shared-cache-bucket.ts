import type { ObjectStore } from './object-store';
import { docker, SharedCache } from './shared-cache-server';

const ENTRIES = 'v1/cache/';

/** The server of examples/shared-cache that keeps entries in a bucket. */
export class SharedCacheBucket extends SharedCache {
  /** @param secret what it signs with */
  constructor(
    private readonly store: ObjectStore,
    secret = store.secret,
  ) {
    const network = ['--network', store.network];
    super('hypriotkit-test/shared-cache-bucket:latest', 'bucket/Dockerfile', '127.0.0.1', network);
    this.put('/etc/ssl/certs/ca-certificates.crt', store.certificate);
    this.putSettings(secret);
    this.start();
  }

  override entries(): Map<string, Buffer> {
    const names = this.store.names().filter((name) => name.startsWith(ENTRIES));
    return new Map(names.map((name) => [name.slice(ENTRIES.length), this.store.get(name)]));
  }

  override damage(hash: string, content: Buffer): void {
    this.store.set(`${ENTRIES}${hash}`, content);
  }

  /** Returns what nginx has written about its work. */
  logs(): string {
    return docker('exec', this.id, 'sh', '-c', 'cat /var/log/nginx/*') + docker('logs', this.id);
  }

  /** Returns the size of what nginx keeps of requests and answers on the disk, in KiB. */
  kept(): number {
    return Number(docker('exec', this.id, 'du', '--summarize', '/var/lib/nginx').split('\t')[0]);
  }

  private putSettings(secret: string): void {
    const { host, region, bucket, key } = this.store;
    this.putFilledIn('bucket/settings', '/etc/nginx/hypriotkit-cache.bucket', {
      's3.eu-central-1.amazonaws.com': host,
      'eu-central-1': region,
      REPLACE_WITH_THE_NAME_OF_THE_BUCKET: bucket,
      REPLACE_WITH_THE_ID_OF_AN_ACCESS_KEY: key,
      REPLACE_WITH_ITS_SECRET: secret,
      // Docker's own.
      '192.168.1.1': '127.0.0.11',
    });
  }
}
