import { render } from "preact";
import { useMemo } from "preact/hooks";
import "./page.css";
import type { Host } from "./host.js";
import { PageContext, usePage } from "./state/pageContext.js";
import { PageStore } from "./state/pageStore.js";
import { ThemeContext, useMedia, useTheme, WIDE, WideContext } from "./theme/useTheme.js";
import { HeadLegend } from "./views/head/headLegend.js";
import { HeadView } from "./views/head/headView.js";
import { KeyList } from "./views/head/keyList.js";
import { HeadsOverview } from "./views/heads/headsOverview.js";
import { PositionsView } from "./views/positionalEncoding/positionsView.js";
import { BusyBar } from "./views/status/busyBar.js";
import { Empty } from "./views/status/empty.js";
import { Header } from "./views/status/header.js";
import { LiveRegion } from "./views/status/liveRegion.js";
import { Messages } from "./views/status/messages.js";
import { Sections } from "./views/status/sections.js";

/** Puts the page into `root` and starts it: it tells the host that it is ready, and shows what the host sends. */
export function mountPage(root: HTMLElement, host: Host): void {
  render(<Page host={host} />, root);
}

function Page({ host }: { readonly host: Host }) {
  const store = useMemo(() => new PageStore(host, document.body), [host]);
  const theme = useTheme();
  const wide = useMedia(WIDE);
  return (
    <PageContext.Provider value={store}>
      <ThemeContext.Provider value={theme}>
        <WideContext.Provider value={wide}>
          <div class={`page ${wide ? "wide" : "narrow"} ${theme.highContrast ? "high-contrast" : ""}`}>
            <BusyBar />
            <Body />
            <LiveRegion />
          </div>
        </WideContext.Provider>
      </ThemeContext.Provider>
    </PageContext.Provider>
  );
}

function Body() {
  const { model } = usePage();
  if (!model.traced) {
    return (
      <>
        <Messages />
        <Empty />
      </>
    );
  }
  return (
    <>
      <Header />
      <Messages />
      <Sections />
      <main>{model.section === "heads" ? <Heads /> : <PositionsView />}</main>
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
