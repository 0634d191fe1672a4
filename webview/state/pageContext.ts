import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { useObserved } from "./observed.js";
import type { PageModel } from "./pageModel.js";
import type { PageStore } from "./pageStore.js";

// Everything below `mountPage` stands inside a provider.
export const PageContext = createContext<PageStore>(null as unknown as PageStore);

/** The page's store and its model, drawn anew whenever the model changes. */
export function usePage(): { readonly store: PageStore; readonly model: PageModel } {
  const store = useContext(PageContext);
  return { store, model: useObserved(store.model) };
}
