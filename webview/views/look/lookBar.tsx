import { useRef } from "preact/hooks";
import { labels } from "../../labels.js";
import { FilterButton } from "./filterButton.js";
import { GroupPicker } from "./groupPicker.js";
import { HeadPickers } from "./headPickers.js";
import { HeadSetButton } from "./headSetButton.js";
import "./lookBar.css";
import { NothingLeft } from "./nothingLeft.js";
import { RecipeChips } from "./recipeChips.js";

/** What is looked at, and what was done to it before it is shown. */
export function LookBar() {
  const filter = useRef<HTMLButtonElement>(null);
  return (
    <>
      <div class="look-bar" role="group" aria-label={labels.look.bar}>
        <GroupPicker />
        <HeadPickers />
        <HeadSetButton />
        <FilterButton button={filter} />
        <RecipeChips filter={filter} />
      </div>
      <NothingLeft />
    </>
  );
}
