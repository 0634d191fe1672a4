import type { Tensor } from "./heldTensors.js";
import { headsInView } from "./mapInView.js";
import type { PageModel } from "./pageModel.js";

/** Asks for what a trace's first picture needs, so that it comes while the page is being put together for it. */
export function askAhead({ tensors, look }: PageModel): void {
  if (!tensors || look.open === "positions") return;
  const { open, recipe, split, view } = look;
  if (open === "model" || split > 0) ask(tensors.thumbnails(view.group, recipe));
  if (open === "matrix") ask(tensors.heatMap(headsInView(look), recipe));
}

function ask(tensor: Tensor<unknown>): void {
  // What fails here is asked for again, and told, by the view that draws it.
  tensor.load().catch(() => undefined);
}
