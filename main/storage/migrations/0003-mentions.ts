/** Whom a message calls, a JSON list of nodes: what it says about people lies with what it says. */
export const mentions = `
ALTER TABLE content ADD COLUMN mentions TEXT;
`;
