/**
 * Writes into a field where its caret is, or in the place of what is marked, as if it had been typed: it can be undone, and the
 * field tells of it. The field has the focus then.
 */
export function typeInto(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  // Nothing else writes into a field and into its history.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand('insertText', false, text);
}
