import type { ReportData } from '../data';
import type { Html } from '../html';

/** A part of the report. Undefined if there is nothing to show. */
export interface Section {
  id: string;
  title: string;
  content: Html;
}

export type SectionOf = (data: ReportData) => Section | undefined | Promise<Section | undefined>;
