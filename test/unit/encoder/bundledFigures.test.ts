import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { bundledEncoder } from "./support/fixtures.js";

type Figures = Readonly<Record<string, number>>;

interface Evaluation {
  /** SHA-256 of the encoder.onnx that was evaluated. */
  readonly encoder: string;
  readonly overall: Figures;
  readonly structureBaselines: Figures;
  readonly chosenHeads: Readonly<Record<string, Figures>>;
  readonly untrainedChosenHeads: readonly unknown[];
  readonly rounding: Figures;
}

/** What the bundled encoder was made to reach, on packages that its training never saw. */
describe("the bundled encoder's figures", () => {
  const evaluation = JSON.parse(readFileSync(join(bundledEncoder, "evaluation.json"), "utf8")) as Evaluation;
  const { overall, structureBaselines, chosenHeads, rounding } = evaluation;

  it("are of the bundled file, which is at most 16 MB", () => {
    const model = join(bundledEncoder, "encoder.onnx");
    assert.equal(createHash("sha256").update(readFileSync(model)).digest("hex"), evaluation.encoder);
    assert(statSync(model).size <= 16e6);
  });

  it("say that it predicts masked tokens by their context", () => {
    assert(overall.loss! <= overall.unigram! - 2.5);
    assert(overall.loss! < overall.bigram!);
  });

  it("say that heads look at neighbours, brackets and names, beside three untrained encoders", () => {
    const { previous, next, bracketTop1, identifierShare } = chosenHeads;
    assert(previous!.previous! >= 0.8);
    assert(next!.next! >= 0.7);
    assert(bracketTop1!.bracketTop1! >= Math.max(0.6, 2 * structureBaselines.bracketBestOffsetTop1!));
    assert(bracketTop1!.bracketAmongOpenings! > Math.max(0.77, structureBaselines.bracketNearestOpening!));
    assert(identifierShare!.identifierRatio! >= 4);
    assert.equal(evaluation.untrainedChosenHeads.length, 3);
  });

  it("say that storing weights in 16 bits leaves attention as it is", () => {
    assert(rounding.largest! <= 2e-3);
    assert(rounding.sameMostAttended! >= 0.995);
  });
});
