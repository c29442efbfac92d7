export interface FieldOptions {
  component: string;
  name: string;
  type?: 'text' | 'number' | 'flag' | 'list';
  description?: string;
  default?: string;
  values?: string[];
  pattern?: string;
  expected?: string;
  variable?: string;
  secret?: boolean;
  skipFormat?: boolean;
}
