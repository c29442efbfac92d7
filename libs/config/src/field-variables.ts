/** An environment variable that passes a field to a builder. */
export interface FieldVariable {
  name: string;
  /** A template for its value; by default, the field's value unchanged. */
  value?: string;
  /** The variable's value for each value of the field. */
  values?: Record<string, string>;
}

/** The value of the schema's keyword `environment`: the name of a variable, a variable, or a list of these. */
export type FieldVariables = string | FieldVariable | (string | FieldVariable)[];

/** The value of a variable: a template, or a table from the field's values to the variable's. */
export type VariableValue = string | { field: string; values: Record<string, string> };

/** Returns the variables of a field in their long form. */
export function variablesOf(environment: FieldVariables = []): FieldVariable[] {
  return [environment].flat().map((variable) => (typeof variable === 'string' ? { name: variable } : variable));
}

/** Whether a value is valid for the keyword `environment`. */
export function isVariables(value: unknown): value is FieldVariables {
  return [value].flat().every((one) => isName(one) || isVariable(one));
}

function isVariable(one: unknown): boolean {
  const { name, value = '', values = {} } = (one ?? {}) as Partial<FieldVariable>;
  return isName(name) && isText(value) && Object.values(values ?? [undefined]).every(isText);
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isName = (value: unknown): boolean => typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value);
