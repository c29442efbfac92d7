const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const text = { type: 'string', minLength: 1 };
const bytes = { type: 'integer', minimum: 1 };

/** What Raspberry Pi Imager 2 expects of a list of images, as far as we use it: its documentation, in our words. */
export const IMAGER_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['imager', 'os_list'],
  additionalProperties: false,
  properties: {
    imager: {
      type: 'object',
      required: ['devices'],
      additionalProperties: false,
      properties: {
        devices: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['name', 'tags'],
            additionalProperties: false,
            properties: {
              name: text,
              tags: { type: 'array', items: { enum: ['pi3-64bit', 'pi4-64bit', 'pi5-64bit'] } },
              matching_type: { enum: ['inclusive', 'exclusive'] },
            },
          },
        },
      },
    },
    os_list: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: [
          ...['name', 'description', 'icon', 'url', 'extract_size', 'extract_sha256', 'image_download_size'],
          ...['image_download_sha256', 'release_date', 'init_format', 'devices', 'architecture', 'capabilities'],
        ],
        additionalProperties: false,
        properties: {
          name: text,
          description: text,
          icon: { type: 'string', pattern: '^(data:image/|https?://)' },
          url: { type: 'string', pattern: '^(file:///|https?://)[!-~]+\\.(img|zip|xz|zst)$' },
          extract_size: bytes,
          extract_sha256: sha256,
          image_download_size: bytes,
          image_download_sha256: sha256,
          release_date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
          init_format: { enum: ['none', 'systemd', 'cloudinit', 'cloudinit-rpi'] },
          devices: { type: 'array', minItems: 1, items: { enum: ['pi3-64bit', 'pi4-64bit', 'pi5-64bit'] } },
          architecture: { enum: ['armv6', 'armv7', 'armv8'] },
          capabilities: { type: 'array', items: text },
        },
      },
    },
  },
};
