/** What files are to whoever chooses which of them come by themselves, and which are cleaned away. */
export const fileKinds = ['pictures', 'voice', 'video', 'files'] as const;
export type FileKind = (typeof fileKinds)[number];

const kindsByType: ReadonlyMap<string, FileKind> = new Map<string, FileKind>([
  ['image', 'pictures'],
  ['audio', 'voice'],
  ['video', 'video'],
]);

/** The kind of a file of a media type, as its author says it; what is not known is a file like any other. */
export const kindOfMediaType = (mediaType: string | null): FileKind =>
  kindsByType.get(mediaType?.split('/')[0] ?? '') ?? 'files';
