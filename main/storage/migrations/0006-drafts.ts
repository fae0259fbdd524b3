/**
 * What is being written, in blocks of one length that are written over in place: see `main/storage/draft-repository.ts`. A
 * single integer column beside them could grow by a byte, and with it the row.
 */
export const drafts = `
CREATE TABLE draft_block (
  block_number INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL CHECK (length(bytes) = 1024)
) STRICT;
`;
