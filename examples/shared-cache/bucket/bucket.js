// What nginx (njs) needs to use a bucket of S3: /etc/nginx/hypriotkit-cache.js on Debian.
import crypto from 'crypto';

/** Entries may have gigabytes. Nginx sends them on before it could have their checksum. */
const PAYLOAD = 'UNSIGNED-PAYLOAD';
const SIGNED_HEADERS = 'host;x-amz-content-sha256;x-amz-date';

/** Returns the time of a request, such as 20261130T120000Z. Nginx asks once for each request. */
function time() {
  return new Date().toISOString().replace(/[-:]|\.\d+/g, '');
}

/**
 * Returns the header that shows the bucket who sends the request: AWS Signature Version 4,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 *
 * Path and host need no escapes: nginx.conf lets only hashes pass.
 */
function authorization(r) {
  const settings = r.variables;
  const now = settings.hypriotkit_bucket_time;
  const scope = [now.slice(0, 8), settings.hypriotkit_bucket_region, 's3', 'aws4_request'];
  const request = [
    r.method,
    `/${settings.hypriotkit_bucket_name}${r.uri}`,
    '', // no query
    `host:${settings.hypriotkit_bucket_host}`,
    `x-amz-content-sha256:${PAYLOAD}`,
    `x-amz-date:${now}`,
    '', // no other header
    SIGNED_HEADERS,
    PAYLOAD,
  ].join('\n');
  const digest = crypto.createHash('sha256').update(request).digest('hex');
  const text = ['AWS4-HMAC-SHA256', now, scope.join('/'), digest].join('\n');
  const key = scope.reduce(hmac, `AWS4${settings.hypriotkit_bucket_secret}`);
  const credential = `${settings.hypriotkit_bucket_key}/${scope.join('/')}`;
  const signature = hmac(key, text).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${SIGNED_HEADERS},Signature=${signature}`;
}

function hmac(key, text) {
  return crypto.createHmac('sha256', key).update(text).digest();
}

/** Answers as a server of files does, which S3 does not. */
function created(r) {
  if (r.method === 'PUT' && r.status === 200) r.status = 201;
}

/**
 * Answers when the bucket has not done what was asked. Only two of its answers are about the entry. The others are about
 * this server, such as a wrong secret: for whoever uses the cache, that is a server that fails.
 */
function refused(r) {
  // One for each address that was tried.
  const status = r.variables.upstream_status.split(/[ ,:]+/).pop();
  if (r.method === 'GET' && status === '404') return r.return(404);
  if (r.method === 'PUT' && (status === '412' || status === '409')) return r.return(409);
  r.error(`the bucket answers a ${r.method} with ${status}`);
  r.return(502);
}

export default { time, authorization, created, refused };
