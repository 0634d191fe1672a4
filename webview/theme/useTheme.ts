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

/** Whether a media query holds. */
export function useMedia(media: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(media).matches);
  useEffect(() => {
    const query = matchMedia(media);
    const changed = () => setMatches(query.matches);
    changed();
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, [media]);
  return matches;
}

/** Whether there is room for two columns that fill the window; else the page is one column that scrolls. */
export const WideContext = createContext(false);
export const WIDE = "(min-width: 840px) and (min-height: 460px)";
