import { useLayoutEffect, useMemo } from "preact/hooks";
import "./page.css";
import type { Host } from "./host.js";
import { LayoutContext, useLayout } from "./layout.js";
import { pageKey } from "./pageKeys.js";
import { PageContext, usePage } from "./state/pageContext.js";
import { PageStore } from "./state/pageStore.js";
import { ThemeContext, useTheme } from "./theme/useTheme.js";
import { Panes } from "./panes.js";
import { KeyHelp } from "./dialogs/keyHelp.js";
import { LookBar } from "./views/look/lookBar.js";
import { Empty } from "./views/status/empty.js";
import { Header } from "./views/status/header.js";
import { LiveRegion } from "./views/status/liveRegion.js";
import { Messages } from "./views/status/messages.js";
import { ViewTabs } from "./views/status/viewTabs.js";

/** The whole page. */
export function Page({ host }: { readonly host: Host }) {
  const store = useMemo(() => new PageStore(host, document.body), [host]);
  const theme = useTheme();
  const layout = useLayout();
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !pageKey(event, store)) return;
      event.preventDefault();
      // VS Code would take some of them for its own as well.
      event.stopPropagation();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [store]);
  const classes = ["page", layout, layout === "narrow" ? "" : "fills", theme.highContrast ? "high-contrast" : ""];
  return (
    <PageContext.Provider value={store}>
      <ThemeContext.Provider value={theme}>
        <LayoutContext.Provider value={layout}>
          <div class={classes.join(" ")}>
            <Body />
            <LiveRegion />
            <KeyHelp />
          </div>
        </LayoutContext.Provider>
      </ThemeContext.Provider>
    </PageContext.Provider>
  );
}

function Body() {
  const { model } = usePage();
  if (!model.traced) {
    return (
      <main>
        <Messages />
        <Empty />
      </main>
    );
  }
  return (
    <>
      <Header />
      <main>
        <Messages />
        <ViewTabs />
        {model.look.open !== "positions" && <LookBar />}
        <Panes />
      </main>
    </>
  );
}
