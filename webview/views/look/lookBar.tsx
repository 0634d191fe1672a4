import { GroupPicker } from "./groupPicker.js";

/** What is looked at, and what was done to it before it is shown. */
export function LookBar() {
  return (
    <div class="look-bar">
      <GroupPicker />
    </div>
  );
}
