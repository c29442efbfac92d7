export interface FieldOptions {
  component: string;
  name: string;
  type?: 'text' | 'number' | 'flag' | 'list';
  description?: string;
  /** Nx reads digits as a number. */
  default?: string | number;
  values?: string[];
  pattern?: string;
  expected?: string;
  variable?: string;
  secret?: boolean;
  skipFormat?: boolean;
}
