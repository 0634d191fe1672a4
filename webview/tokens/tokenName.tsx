import { fill, labels } from "../labels.js";
import type { UnitLabels } from "./unitLabels.js";

interface TokenNameProps {
  readonly of: UnitLabels;
  readonly token: number;
}

/** A token within a sentence; with its position where its label alone does not tell it from others. */
export function TokenName({ of, token }: TokenNameProps) {
  return (
    <span class="token-name">
      <bdi class="token" title={of.labels[token]}>
        {of.labels[token]}
      </bdi>
      {of.ambiguous[token] && <span class="position"> #{token}</span>}
    </span>
  );
}

/** The same as plain text. */
export function tokenNameText(of: UnitLabels, token: number): string {
  const label = of.labels[token] ?? "";
  return of.ambiguous[token] ? fill(labels.tokenAt, { token: label, position: token }) : label;
}
