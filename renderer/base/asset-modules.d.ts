// Stylesheets are imported for their effect only; the bundler turns them into files.
declare module '*.css';
declare module '@fontsource-variable/inter/wght.css';

// Pages of the documentation that the app shows, as they are written.
declare module '*.md?raw' {
  const text: string;
  export default text;
}
