import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { CheckAgainstMap } from './check-against-map';

const image = Buffer.alloc(100);
image.fill('ahoy', 10, 30);
image.fill('avast', 60, 100);
const rangeOf = (start: number, end: number) => ({
  start,
  end,
  sha256: createHash('sha256').update(image.subarray(start, end)).digest('hex'),
});
const map = { name: 'a.img.bmap', ranges: [rangeOf(10, 30), rangeOf(60, 80), rangeOf(80, 100)] };

/** Takes an image in parts of some size. */
function check(bytes: Buffer, step: number): void {
  const check = new CheckAgainstMap('/d/a.img.zip', map);
  for (let at = 0; at < bytes.length; at += step) check.take(bytes.subarray(at, at + step), at);
}

it('lets the image pass, whatever its parts', () => {
  for (const step of [1, 7, 10, 30, 64, 100]) expect(() => check(image, step)).not.toThrow();
});

it('finds every changed byte, in ranges and between them', () => {
  fc.assert(
    fc.property(fc.nat({ max: 99 }), fc.integer({ min: 1, max: 100 }), (position, step) => {
      const changed = Buffer.from(image);
      changed[position]! ^= 1;
      expect(() => check(changed, step)).toThrow(
        expect.objectContaining({
          code: 'HK_CARD_IMAGE_DAMAGED',
          message: expect.stringMatching(
            /^The image a\.img\.zip is damaged: between byte \d+ and byte \d+, .* a\.img\.bmap$/,
          ),
          hint: expect.stringContaining('--no-bmap'),
        }) as Error,
      );
    }),
  );
});
