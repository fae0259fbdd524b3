/* global document, requestAnimationFrame */
// A page that does at once what it is told by keys, and has something to scroll.
const said = document.getElementById('said');
const input = document.getElementById('input');
const rows = document.getElementById('rows');

input.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  said.textContent = input.value;
  input.value = '';
});

globalThis.fillRows = (count) => {
  const lines = Array.from({ length: count }, (_, number) => {
    const row = document.createElement('p');
    row.textContent = `row ${number} 今天晚上一起吃饭吗`;
    return row;
  });
  rows.replaceChildren(...lines);
  rows.scrollTop = rows.scrollHeight;
};
globalThis.fillRows(5_000);

// As the app says it: at the start of the second frame the first one has been handed over.
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('first-screen-painted')));
