export { checkOut, type CheckOutTools } from './check-out';
export { repositoriesFolder } from './cache';
export { RepositoryInvalid, RepositoryUnavailable, RevisionUnknown } from './errors';
export { digestOf, isRepository, parseReference, type RepositoryReference } from './reference';
export { resolveCommit } from './resolve-commit';
