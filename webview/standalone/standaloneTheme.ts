/** Which colours a stand-alone page has: those of the system, or always the same. */
export const themeChoices = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const KEPT = "attention-inspector-theme";

/** What the person chose when the page was last open. */
export function keptTheme(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEPT);
    return themeChoices.find((choice) => choice === kept) ?? "system";
  } catch {
    // A browser may keep nothing for files.
    return "system";
  }
}

export function keepTheme(choice: ThemeChoice): void {
  try {
    localStorage.setItem(KEPT, choice);
  } catch {
    // It holds as long as the page is open.
  }
}

/** Puts the classes of a theme where VS Code would, and keeps them right. @returns what stops it */
export function dress(choice: ThemeChoice): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const contrast = matchMedia("(prefers-contrast: more), (forced-colors: active)");
  const put = () => {
    const isDark = choice === "system" ? dark.matches : choice === "dark";
    const plain = isDark ? "vscode-dark" : "vscode-light";
    const high = isDark ? "vscode-high-contrast" : "vscode-high-contrast vscode-high-contrast-light";
    document.body.className = `standalone ${contrast.matches ? high : plain}`;
  };
  put();
  dark.addEventListener("change", put);
  contrast.addEventListener("change", put);
  return () => {
    dark.removeEventListener("change", put);
    contrast.removeEventListener("change", put);
  };
}
