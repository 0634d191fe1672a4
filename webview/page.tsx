import { useMemo } from "preact/hooks";
import "./page.css";
import type { Host } from "./host.js";
import { labels } from "./labels.js";
import { LayoutContext, useLayout } from "./layout.js";
import { PageContext, usePage } from "./state/pageContext.js";
import { PageStore } from "./state/pageStore.js";
import { ThemeContext, useTheme } from "./theme/useTheme.js";
import { GroupPicker } from "./views/head/groupPicker.js";
import { HeadLegend } from "./views/head/headLegend.js";
import { HeadView } from "./views/head/headView.js";
import { KeyList } from "./views/head/keyList.js";
import { HeadsOverview } from "./views/heads/headsOverview.js";
import { PositionsView } from "./views/positionalEncoding/positionsView.js";
import { Empty } from "./views/status/empty.js";
import { Header } from "./views/status/header.js";
import { LiveRegion } from "./views/status/liveRegion.js";
import { Messages } from "./views/status/messages.js";
import { Sections } from "./views/status/sections.js";

/** The whole page. */
export function Page({ host }: { readonly host: Host }) {
  const store = useMemo(() => new PageStore(host, document.body), [host]);
  const theme = useTheme();
  const layout = useLayout();
  const classes = ["page", layout, layout === "narrow" ? "" : "fills", theme.highContrast ? "high-contrast" : ""];
  return (
    <PageContext.Provider value={store}>
      <ThemeContext.Provider value={theme}>
        <LayoutContext.Provider value={layout}>
          <div class={classes.join(" ")}>
            <Body />
            <LiveRegion />
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
  const title = model.section === "heads" ? labels.attention : labels.positionalEncoding;
  return (
    <>
      <Header />
      <main>
        <Messages />
        <Sections />
        {model.section === "heads" && <GroupPicker />}
        <div class="section" role="tabpanel" aria-label={title}>
          {model.section === "heads" ? <Heads /> : <PositionsView />}
        </div>
      </main>
    </>
  );
}

function Heads() {
  return (
    <div class="heads">
      <HeadsOverview />
      <section class="head-in-view">
        <HeadView />
      </section>
      <div class="row-in-hand">
        <HeadLegend />
        <KeyList />
      </div>
    </div>
  );
}
