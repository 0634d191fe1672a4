import assert from "node:assert/strict";
import { MutationRun } from "../../mutation/mutationRun.js";

// A sample of what `npm run mutate` does.
describe("damaged encoders and tokenizers", function () {
  this.timeout(60_000);
  const seed = 20261121;
  const count = 120;
  let run: MutationRun;
  before(async () => (run = await MutationRun.open()));
  after(() => run.dispose());

  for (let first = 0; first < count; first += 20) {
    it(`${first + 1} to ${first + 20} are told in a sentence or shown right, in time and within 2 GB`, async () => {
      for (let number = first; number < first + 20; number++) {
        const { fault, specimen, mutator, outcome, message } = await run.run(seed, number);
        assert.equal(fault, null, `case ${number}: ${specimen}, ${mutator}: ${outcome} ${message}`);
      }
    });
  }
});
