/** Returns a page as a browser has it, and the classes of that browser. */
export const parsed = async (text: string) => (await import('linkedom')).parseHTML(text);
