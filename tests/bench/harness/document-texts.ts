/** What stands above the table. */
export const introduction = `Figures of \`npm run bench\`, one run. This page is made by \`npm run bench -- --document\` from \`docs/performance.json\`, which is the
\`--json\` file of that run. Pairs alternate in one run, so that what the machine does besides lies on both sides: the ratios say more than the
figures. Value and baseline are medians of the rounds, with the lowest and the highest round in brackets; the ratio is the median of the ratios of
the rounds.

The profile has 1,000 chats and 1,000,000 messages of mixed Chinese, English and emoji, one chat with 100,000 of them, 5,000 friends and a room of
500; it is written through the app's own storage and kept in \`.runtime/bench-profiles\` until the shape of the database changes. The small profile
has ten chats and 1,000 messages. The crowded profile has 10,000 contacts, each with a chat, 500 rooms, one of them of 5,000 people, and 42,000
messages; beside it stands one of ten contacts and two rooms. The server is a process of its own that knows the same world (\`tests/bench/server\`).`;

/** What stands below the rows. */
export const howToAdd = `## A new row

A row belongs to a bench: a file in \`tests/bench/core\` (plain Node) or \`tests/bench/window\` (the built app) that says what it measures, in which
unit, beside what, with which goal, and what limits it, and that answers figures for each of its rows; the compiler asks for both. A new bench gets
a line in \`tests/bench/benches.ts\`. The first part of a row's name is the group: \`npm run bench -- --only conversation\` measures one group,
\`--only conversation/search-store-2\` the bench of one row; \`--list\` tells all names.

\`npm run bench -- --quick\` takes small numbers and judges nothing: it fails when a row cannot be measured. It is a stage of \`npm test\`.`;
