import { useEffect, useState } from "preact/hooks";
import type { Provenance } from "../../src/export/provenance.js";
import { provenanceLines } from "../../src/export/provenanceLines.js";
import { labels } from "../labels.js";
import "./about.css";
import { dress, keepTheme, keptTheme, themeChoices } from "./standaloneTheme.js";

/** What a stand-alone page says below: what it was made of, and which colours it has. */
export function About({ provenance }: { readonly provenance: Provenance }) {
  const [choice, setChoice] = useState(keptTheme);
  useEffect(() => dress(choice), [choice]);
  return (
    <footer class="about">
      <details>
        <summary>{labels.standalone.about}</summary>
        <ul lang="en">
          {provenanceLines(provenance).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
      <label>
        {labels.standalone.theme}
        <select
          value={choice}
          onChange={({ currentTarget }) => {
            const chosen = themeChoices[currentTarget.selectedIndex]!;
            keepTheme(chosen);
            setChoice(chosen);
          }}
        >
          {themeChoices.map((one) => (
            <option key={one} value={one}>
              {labels.standalone.themes[one]}
            </option>
          ))}
        </select>
      </label>
    </footer>
  );
}
