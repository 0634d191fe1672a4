import type { ComponentChild } from "preact";
import { fill } from "../../labels.js";
import { Phrase } from "../../phrase.js";
import { TokenName, tokenNameText } from "../../tokens/tokenName.js";
import { weightText, type Answer } from "./answer.js";

/** What the weights say, with the exact one. */
export function AnswerSentence({ answer, hint }: { readonly answer: Answer | null; readonly hint: string }) {
  if (!answer) return <p class="sentence hint">{hint}</p>;
  const { template, units, words, weight } = answer;
  const named = Object.entries(units).map(
    ([slot, { of, unit }]) => [slot, <TokenName of={of} token={unit} />] as const,
  );
  return (
    <p class="sentence">
      <Phrase
        template={template}
        slots={{
          ...words,
          ...Object.fromEntries<ComponentChild>(named),
          weight: weight !== null && (
            <data class="weight" value={String(weight)} title={String(weight)}>
              {weightText(answer)}
            </data>
          ),
        }}
      />
    </p>
  );
}

/** The same as plain text. */
export function answerText(answer: Answer): string {
  const named = Object.entries(answer.units).map(([slot, { of, unit }]) => [slot, tokenNameText(of, unit)] as const);
  return fill(answer.template, { ...answer.words, ...Object.fromEntries<string>(named), weight: weightText(answer) });
}
