import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { PaintedTexts } from "./paintedTexts.js";
import "./text.css";

/** The text itself, painted by the attention of the tokens that are pinned or pointed at. */
export function TextView() {
  const { model } = usePage();
  const { heads, recipe } = mapInView(model);
  // Of other units nothing stays as it is.
  return <PaintedTexts key={`${model.traced!.trace.id} ${heads.group} ${recipe.merge} ${recipe.dropSpecial}`} />;
}
