/**
 * The reading mark of a chat that was new here and whose history was taken for read; 0 once the user has moved the mark. What
 * the server then delivers below it was no history.
 */
export const assumedReading = `
ALTER TABLE conversation ADD COLUMN assumed_read_ns INTEGER NOT NULL DEFAULT 0;
`;
