/** 1 where the text was longer than is kept, NULL otherwise: `maxKeptTextLength`. */
export const cutTexts = `
ALTER TABLE message ADD COLUMN is_cut INTEGER;
`;
