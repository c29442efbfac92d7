export { checkOut, type CheckOutTools } from './check-out';
export { digestOf, isRepository, parseReference, type RepositoryReference } from './reference';
export { resolveCommit } from './resolve-commit';
