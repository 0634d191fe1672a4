/** VS Code's own themes, by the names that `npm start -- --theme` takes. */
export const themes = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "hc-light": "Default High Contrast Light",
  "hc-dark": "Default High Contrast",
} as const;

export type ThemeName = keyof typeof themes;
