/** What a check needs of the server or the run. */
export type Requirement = 'one device' | 'several devices' | 'slow run' | 'queue of messages';
