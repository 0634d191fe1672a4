// A style sheet is imported for esbuild's sake alone: it ends in dist/webview.css.
declare module "*.css";
