export { orchestrate } from './orchestrate';
