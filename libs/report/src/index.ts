export { reportPage } from './report-page';
export { indexPage, type IndexEntry, type Outcome } from './index-page';
export { changesBetween, parsePackages, type Contents } from './changes';
export type {
  Artifact,
  Audit,
  Bom,
  BuildTask,
  Changes,
  Checks,
  ComponentFields,
  Description,
  Finding,
  Made,
  ReportData,
  Version,
} from './data';
