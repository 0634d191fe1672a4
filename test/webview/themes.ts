import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../host/repository.js";

/** A theme as VS Code gives it to a webview: variables on the root, classes on the body. */
export interface WebviewTheme {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

export type ThemeKind = "dark" | "light" | "hcDark" | "hcLight";

interface ContributedColour {
  readonly id: string;
  readonly defaults: Readonly<Record<"dark" | "light" | "highContrast" | "highContrastLight", string>>;
}

const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  readonly contributes: { readonly colors: readonly ContributedColour[] };
};

const contributedAs = { dark: "dark", light: "light", hcDark: "highContrast", hcLight: "highContrastLight" } as const;

/** A theme's variables with those that this extension contributes, at their defaults. */
function withContributed(kind: ThemeKind): WebviewTheme {
  const { bodyClass, variables } = vscodeThemes[kind];
  const contributed = manifest.contributes.colors.map(({ id, defaults }) => {
    const value = defaults[contributedAs[kind]];
    return [id.replaceAll(".", "-"), variables[value.replaceAll(".", "-")] ?? value] as const;
  });
  return { bodyClass, variables: { ...variables, ...Object.fromEntries(contributed) } };
}

const fonts = {
  "font-family": '-apple-system, BlinkMacSystemFont, "Segoe UI", system-ui, "Ubuntu", "Droid Sans", sans-serif',
  "font-size": "13px",
  "font-weight": "normal",
  "editor-font-family": '"Droid Sans Mono", "monospace", monospace',
};

/** The variables the page and its components use, with the values of VS Code's own four themes. */
const vscodeThemes: Readonly<Record<ThemeKind, WebviewTheme>> = {
  dark: {
    bodyClass: "vscode-dark",
    variables: {
      ...fonts,
      "button-background": "#0078d4",
      "button-border": "#ffffff1a",
      "button-foreground": "#ffffff",
      "button-hoverBackground": "#026ec1",
      "button-secondaryBackground": "#313131",
      "button-secondaryForeground": "#cccccc",
      "button-secondaryHoverBackground": "#3c3c3c",
      descriptionForeground: "#9d9d9d",
      "dropdown-background": "#313131",
      "dropdown-border": "#3c3c3c",
      "dropdown-foreground": "#cccccc",
      "editor-background": "#1f1f1f",
      "editor-foreground": "#cccccc",
      "editor-selectionBackground": "#264f78",
      "editorError-foreground": "#f14c4c",
      "editorHoverWidget-background": "#202020",
      "editorHoverWidget-border": "#454545",
      "editorInfo-foreground": "#3794ff",
      focusBorder: "#0078d4",
      foreground: "#cccccc",
      "icon-foreground": "#cccccc",
      "list-activeSelectionBackground": "#04395e",
      "list-activeSelectionForeground": "#ffffff",
      "list-hoverBackground": "#2a2d2e",
      "panel-border": "#2b2b2b",
      "panelTitle-activeBorder": "#0078d4",
      "panelTitle-activeForeground": "#cccccc",
      "panelTitle-inactiveForeground": "#9d9d9d",
      "progressBar-background": "#0078d4",
      "scrollbarSlider-background": "#79797966",
      "scrollbarSlider-hoverBackground": "#646464b3",
      "toolbar-hoverBackground": "#5a5d5e50",
      "editorWidget-background": "#202020",
      "editorWidget-border": "#454545",
      "editorWidget-foreground": "#cccccc",
      "input-background": "#313131",
      "input-border": "#3c3c3c",
      "input-foreground": "#cccccc",
      "input-placeholderForeground": "#989898",
      "menu-selectionBackground": "#0078d4",
      "menu-selectionForeground": "#ffffff",
      "widget-shadow": "#0000005c",
    },
  },
  light: {
    bodyClass: "vscode-light",
    variables: {
      ...fonts,
      "button-background": "#005fb8",
      "button-border": "#0000001a",
      "button-foreground": "#ffffff",
      "button-hoverBackground": "#0258a8",
      "button-secondaryBackground": "#e5e5e5",
      "button-secondaryForeground": "#3b3b3b",
      "button-secondaryHoverBackground": "#cccccc",
      descriptionForeground: "#3b3b3b",
      "dropdown-background": "#ffffff",
      "dropdown-border": "#cecece",
      "dropdown-foreground": "#3b3b3b",
      "editor-background": "#ffffff",
      "editor-foreground": "#3b3b3b",
      "editor-selectionBackground": "#add6ff",
      "editorError-foreground": "#e51400",
      "editorHoverWidget-background": "#f8f8f8",
      "editorHoverWidget-border": "#c8c8c8",
      "editorInfo-foreground": "#1a85ff",
      focusBorder: "#005fb8",
      foreground: "#3b3b3b",
      "icon-foreground": "#3b3b3b",
      "list-activeSelectionBackground": "#e8e8e8",
      "list-activeSelectionForeground": "#000000",
      "list-hoverBackground": "#f2f2f2",
      "panel-border": "#e5e5e5",
      "panelTitle-activeBorder": "#005fb8",
      "panelTitle-activeForeground": "#3b3b3b",
      "panelTitle-inactiveForeground": "#3b3b3b",
      "progressBar-background": "#005fb8",
      "scrollbarSlider-background": "#64646466",
      "scrollbarSlider-hoverBackground": "#646464b3",
      "toolbar-hoverBackground": "#b8b8b850",
      "editorWidget-background": "#f8f8f8",
      "editorWidget-border": "#c8c8c8",
      "editorWidget-foreground": "#3b3b3b",
      "input-background": "#ffffff",
      "input-border": "#cecece",
      "input-foreground": "#3b3b3b",
      "input-placeholderForeground": "#767676",
      "menu-selectionBackground": "#005fb8",
      "menu-selectionForeground": "#ffffff",
      "widget-shadow": "#00000029",
    },
  },
  hcDark: {
    bodyClass: "vscode-high-contrast",
    variables: {
      ...fonts,
      "button-border": "#6fc3df",
      "button-foreground": "#ffffff",
      "button-secondaryForeground": "#ffffff",
      contrastActiveBorder: "#f38518",
      contrastBorder: "#6fc3df",
      descriptionForeground: "#ffffffb3",
      "dropdown-background": "#000000",
      "dropdown-border": "#6fc3df",
      "dropdown-foreground": "#ffffff",
      "editor-background": "#000000",
      "editor-foreground": "#ffffff",
      "editor-selectionBackground": "#ffffff",
      "editorHoverWidget-background": "#0c141f",
      "editorHoverWidget-border": "#6fc3df",
      focusBorder: "#f38518",
      foreground: "#ffffff",
      "icon-foreground": "#ffffff",
      "panel-border": "#6fc3df",
      "panelTitle-activeBorder": "#6fc3df",
      "panelTitle-activeForeground": "#ffffff",
      "panelTitle-inactiveForeground": "#ffffff",
      "progressBar-background": "#6fc3df",
      "scrollbarSlider-background": "#6fc3df99",
      "scrollbarSlider-hoverBackground": "#6fc3dfcc",
      "editorWidget-background": "#0c141f",
      "editorWidget-border": "#6fc3df",
      "editorWidget-foreground": "#ffffff",
      "input-background": "#000000",
      "input-border": "#6fc3df",
      "input-foreground": "#ffffff",
      "input-placeholderForeground": "#ffffffb3",
    },
  },
  hcLight: {
    bodyClass: "vscode-high-contrast-light vscode-high-contrast",
    variables: {
      ...fonts,
      "button-background": "#0f4a85",
      "button-border": "#0f4a85",
      "button-foreground": "#ffffff",
      "button-secondaryBackground": "#ffffff",
      "button-secondaryForeground": "#0f4a85",
      contrastActiveBorder: "#006bbd",
      contrastBorder: "#0f4a85",
      descriptionForeground: "#292929b3",
      "dropdown-background": "#ffffff",
      "dropdown-border": "#0f4a85",
      "dropdown-foreground": "#292929",
      "editor-background": "#ffffff",
      "editor-foreground": "#292929",
      "editor-selectionBackground": "#0f4a85",
      "editorHoverWidget-background": "#ffffff",
      "editorHoverWidget-border": "#0f4a85",
      focusBorder: "#006bbd",
      foreground: "#292929",
      "icon-foreground": "#292929",
      "list-activeSelectionBackground": "#0f4a851a",
      "panel-border": "#0f4a85",
      "panelTitle-activeBorder": "#b5200d",
      "panelTitle-activeForeground": "#292929",
      "panelTitle-inactiveForeground": "#292929",
      "progressBar-background": "#0f4a85",
      "scrollbarSlider-background": "#0f4a8566",
      "scrollbarSlider-hoverBackground": "#0f4a8599",
      "editorWidget-background": "#ffffff",
      "editorWidget-border": "#0f4a85",
      "editorWidget-foreground": "#292929",
      "input-background": "#ffffff",
      "input-border": "#0f4a85",
      "input-foreground": "#292929",
      "input-placeholderForeground": "#292929b3",
    },
  },
};

/** The four themes as a webview of this extension gets them. */
export const themes: Readonly<Record<ThemeKind, WebviewTheme>> = {
  dark: withContributed("dark"),
  light: withContributed("light"),
  hcDark: withContributed("hcDark"),
  hcLight: withContributed("hcLight"),
};
