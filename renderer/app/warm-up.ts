/** The weights of the first screen. */
const weights = ['400', '500', '600'];
/** A letter of each font that it is likely to need. */
const letters = 'Aa1 聊天 😀';

/**
 * Has the engine find the fonts of the first screen while the page waits for its data: it asks another process for each family,
 * weight and kind of letters, and the layout of the first screen would stand still meanwhile. Nothing of it is ever painted.
 */
export function findFonts(): void {
  const probe = document.createElement('div');
  probe.className = 'visually-hidden';
  probe.ariaHidden = 'true';
  for (const weight of weights) {
    const line = document.createElement('p');
    line.style.fontWeight = weight;
    line.textContent = letters;
    probe.append(line);
  }
  document.body.append(probe);
  // Asking for a size is asking for the layout.
  probe.getBoundingClientRect();
  probe.remove();
}
