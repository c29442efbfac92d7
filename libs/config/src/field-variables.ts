/** How a builder is told of a field: a variable of its environment. */
export interface FieldVariable {
  name: string;
  /** A template for its value; by default the field as it is. */
  value?: string;
  /** Its values, by those of the field. */
  values?: Record<string, string>;
}

/** What the schema's keyword `environment` takes: a variable's name, a variable, or several of either. */
export type FieldVariables = string | FieldVariable | (string | FieldVariable)[];

/** The value of a variable: a template, or a value for each of a field's. */
export type VariableValue = string | { field: string; values: Record<string, string> };

/** The variables of a field, each written out. */
export function variablesOf(environment: FieldVariables = []): FieldVariable[] {
  return [environment].flat().map((variable) => (typeof variable === 'string' ? { name: variable } : variable));
}

/** Whether a value is what the keyword takes. */
export function isVariables(value: unknown): value is FieldVariables {
  return [value].flat().every((one) => isName(one) || isVariable(one));
}

function isVariable(one: unknown): boolean {
  const { name, value = '', values = {} } = (one ?? {}) as Partial<FieldVariable>;
  return isName(name) && isText(value) && Object.values(values ?? [undefined]).every(isText);
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isName = (value: unknown): boolean => typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value);
