import { sha512Crypt } from './sha512-crypt';

/** The first one is of the algorithm's description, the others are of `openssl passwd -6`. */
const KNOWN = [
  [
    'Hello world!',
    'saltstring',
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  ],
  ['a', 'x', '$6$x$6Zqbz8j5rMHIeJ1ujjjFXuZXSa/VORj.fVUEQcJc.rjR9.wCKlhZuymRQLtIEzcxNmqwX/fRNvM45BbvFayY51'],
  [
    'we have a short salt string but not a short password, which has more than sixty-four bytes',
    'short',
    '$6$short$yPLvlk4KOZN8PCE9R9WVoROHsa4FHiOIUrtVQgu6VvnOnqIZncnxVnNByKYdADF0U4bLOnD4zaoYhJYw9tFd0/',
  ],
  [
    'Käpt’n 🦜',
    './0123456789ABCD',
    '$6$./0123456789ABCD$sOAN2PJn6Vd9KEqMIx1pt.Fo9J4OMZN4sZZD4lV7pnAuVi/YxkpIduDXQ2BpPXraZKfeCrbLWOYO/RGtU10q1.',
  ],
] as const;

it.each(KNOWN)('hashes %j as crypt does', (password, salt, hash) => {
  expect(sha512Crypt(password, salt)).toBe(hash);
});

it('takes another salt each time', () => {
  const hashes = [sha512Crypt('locker'), sha512Crypt('locker')];
  for (const hash of hashes) expect(hash).toMatch(/^\$6\$[./0-9A-Za-z]{16}\$[./0-9A-Za-z]{86}$/);
  expect(hashes[0]).not.toBe(hashes[1]);
});
