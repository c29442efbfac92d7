import { Masker, plainText } from './index';

it('has nothing that moves, hides or colours, and keeps lines and tabs', () => {
  const raw = '\u001b[91mIt\tis\u001b[0m\r\n\u001b]0;title\u0007empty\b\u009b2J\rnow\u007f';
  expect(plainText(raw)).toBe('It\tis\nempty\nnow');
});

it('has no secret that a control sequence has split', () => {
  const masker = new Masker(['davyjones']);
  expect(plainText('it is davy\u001b[0mjones', masker)).not.toMatch(/davy|jones/);
  expect(plainText('it is davyjones', masker)).not.toMatch(/davy|jones/);
});
