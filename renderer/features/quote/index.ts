export { default as QuoteLines } from './QuoteLines.vue';
export { isQuoteGone } from './quote-text';
export { useQuoteStore } from './quote-store';
