import { createContext } from "preact";
import { useEffect, useState } from "preact/hooks";
import { readTheme, watchTheme, type Theme } from "./theme.js";

/** The theme in force, for all that draws. */
export const ThemeContext = createContext<Theme>(null as unknown as Theme);

/** The theme, read anew whenever VS Code changes it. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(() => readTheme(document));
  useEffect(() => watchTheme(document, () => setTheme(readTheme(document))), []);
  return theme;
}

/** Device pixels per CSS pixel, which changes when the window moves to another screen or is zoomed. */
export function useDevicePixelRatio(): number {
  const [ratio, setRatio] = useState(() => window.devicePixelRatio);
  useEffect(() => {
    const query = matchMedia(`(resolution: ${ratio}dppx)`);
    const changed = () => setRatio(window.devicePixelRatio);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, [ratio]);
  return ratio;
}
