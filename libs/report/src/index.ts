export { reportPage } from './report-page';
export { indexPage, type IndexEntry, type Outcome } from './index-page';
export { changesBetween, parsePackages, type Contents } from './changes';
export type {
  Artifact,
  Bom,
  BuildTask,
  Changes,
  Checks,
  ComponentFields,
  Description,
  Made,
  ReportData,
  Version,
  Vulnerability,
} from './data';
