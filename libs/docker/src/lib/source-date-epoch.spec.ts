import { EpochInvalid } from '../errors';
import { sourceDateEpoch } from './source-date-epoch';

it.each([
  [undefined, 1767225600],
  ['', 1767225600],
  ['0', 0],
  ['1000', 1000],
  ['253402300799', 253402300799],
])('SOURCE_DATE_EPOCH %j is %d', (value, seconds) => {
  expect(sourceDateEpoch({ SOURCE_DATE_EPOCH: value })).toBe(seconds);
});

it.each(['abc', '-1', '1.5', '1e9', '1e400', ' ', ' 7', '0x10', '253402300800', '99999999999999'])(
  'SOURCE_DATE_EPOCH %j is refused',
  (value) => {
    expect(() => sourceDateEpoch({ SOURCE_DATE_EPOCH: value })).toThrow(EpochInvalid);
  },
);
