import { SeededRandom } from "../test/mutation/seededRandom.js";
import { floats, integers, madeFloats, NodeWriter, type WrittenTensor } from "./onnxWriter.js";

/** BERT-base (uncased): https://huggingface.co/google-bert/bert-base-uncased, config.json. */
export const bertBase = {
  layers: 12,
  heads: 12,
  width: 768,
  inner: 3072,
  vocabulary: 30_522,
  positions: 512,
  deviation: 0.02,
  seed: 1,
};

/**
 * The graph of BERT's encoder as PyTorch exports it with eager attention: every operator on its own, none fused. Its inputs
 * are `input_ids` and `attention_mask`, its output is `last_hidden_state`; weights are drawn as BERT's initialisation
 * draws them.
 */
export class BertBaseGraph {
  readonly tensors: WrittenTensor[] = [];
  readonly #writer = new NodeWriter();
  readonly #random = new SeededRandom(bertBase.seed);

  get nodes(): readonly Uint8Array[] {
    return this.#writer.nodes;
  }

  constructor() {
    const { layers } = bertBase;
    this.#constants();
    const mask = this.#mask();
    let states = this.#embeddings();
    for (let layer = 0; layer < layers; layer++) states = this.#layer(`/encoder/layer.${layer}`, states, mask);
    this.#writer.nodeTo("Identity", "/Identity", [states], "last_hidden_state");
  }

  #constants(): void {
    const { heads, width, positions } = bertBase;
    const count = Array.from({ length: positions }, (_, place) => place);
    this.tensors.push(
      ...[0, 1, 2].map((number) => integers(`axis_${number}`, [number])),
      integers("heads_apart", [0, 0, heads, width / heads]),
      integers("heads_joined", [0, 0, width]),
      integers("position_ids", count, [1, positions]),
      integers("token_type_ids", Array<number>(positions).fill(0), [1, positions]),
      floats("lowest", [-3.4028234663852886e38]),
      floats("one", [1]),
      floats("half", [0.5]),
      floats("square_root_of_2", [Math.SQRT2]),
      floats("square_root_of_d_k", [Math.sqrt(width / heads)]),
    );
  }

  /** 0 where a token may be looked at, and the lowest number where not: `[batch, 1, 1, N]`. */
  #mask(): string {
    const wider = this.#node("Unsqueeze", "/Unsqueeze", ["attention_mask", "axis_1"]);
    const widest = this.#node("Unsqueeze", "/Unsqueeze_1", [wider, "axis_2"]);
    const kept = this.#node("Cast", "/Cast", [widest], { to: 1 });
    return this.#node("Mul", "/Mul", [this.#node("Sub", "/Sub", ["one", kept]), "lowest"]);
  }

  #embeddings(): string {
    const { width, vocabulary, positions } = bertBase;
    const at = "/embeddings";
    const shape = this.#node("Shape", `${at}/Shape`, ["input_ids"]);
    const length = this.#node("Slice", `${at}/length/Slice`, [shape, "axis_1", "axis_2"]);
    const beginning = (name: string) => this.#node("Slice", `${at}/${name}/Slice`, [name, "axis_0", length, "axis_1"]);
    const types = this.#node("Expand", `${at}/Expand`, [beginning("token_type_ids"), shape]);
    const gathered = (name: string, rows: number, ids: string) =>
      this.#node("Gather", `${at}/${name}/Gather`, [this.#normal(`embeddings.${name}.weight`, [rows, width]), ids]);
    const words = gathered("word_embeddings", vocabulary, "input_ids");
    const both = this.#node("Add", `${at}/Add`, [words, gathered("token_type_embeddings", 2, types)]);
    const places = gathered("position_embeddings", positions, beginning("position_ids"));
    return this.#normalized(`${at}/LayerNorm`, this.#node("Add", `${at}/Add_1`, [both, places]));
  }

  #layer(at: string, states: string, mask: string): string {
    const { width, inner } = bertBase;
    const context = this.#attention(`${at}/attention/self`, states, mask);
    const projected = this.#linear(`${at}/attention/output/dense`, context, width, width);
    const attended = this.#sum(`${at}/attention/output`, projected, states);
    const wide = this.#gelu(`${at}/intermediate`, this.#linear(`${at}/intermediate/dense`, attended, width, inner));
    return this.#sum(`${at}/output`, this.#linear(`${at}/output/dense`, wide, inner, width), attended);
  }

  #attention(at: string, states: string, mask: string): string {
    const [query, key, value] = ["query", "key", "value"].map((name) => {
      const joined = this.#linear(`${at}/${name}`, states, bertBase.width, bertBase.width);
      const apart = this.#node("Reshape", `${at}/${name}/Reshape`, [joined, "heads_apart"]);
      return this.#node("Transpose", `${at}/${name}/Transpose`, [apart], {
        perm: name === "key" ? [0, 2, 3, 1] : [0, 2, 1, 3],
      });
    });
    const product = this.#node("MatMul", `${at}/MatMul`, [query!, key!]);
    const scaled = this.#node("Div", `${at}/Div`, [product, "square_root_of_d_k"]);
    const scores = this.#node("Add", `${at}/Add`, [scaled, mask]);
    const probabilities = this.#node("Softmax", `${at}/Softmax`, [scores], { axis: -1 });
    const context = this.#node("MatMul", `${at}/MatMul_1`, [probabilities, value!]);
    const back = this.#node("Transpose", `${at}/Transpose`, [context], { perm: [0, 2, 1, 3] });
    return this.#node("Reshape", `${at}/Reshape`, [back, "heads_joined"]);
  }

  #gelu(at: string, x: string): string {
    const error = this.#node("Erf", `${at}/Erf`, [this.#node("Div", `${at}/Div`, [x, "square_root_of_2"])]);
    const twice = this.#node("Mul", `${at}/Mul`, [x, this.#node("Add", `${at}/Add`, [error, "one"])]);
    return this.#node("Mul", `${at}/Mul_1`, [twice, "half"]);
  }

  #sum(at: string, one: string, other: string): string {
    return this.#normalized(`${at}/LayerNorm`, this.#node("Add", `${at}/Add`, [one, other]));
  }

  #linear(at: string, x: string, inputs: number, outputs: number): string {
    const product = this.#node("MatMul", `${at}/MatMul`, [x, this.#normal(`${at}/weight`, [inputs, outputs])]);
    return this.#node("Add", `${at}/Add`, [this.#filled(`${at}/bias`, outputs, 0), product]);
  }

  #normalized(at: string, x: string): string {
    const [weight, bias] = [
      this.#filled(`${at}/weight`, bertBase.width, 1),
      this.#filled(`${at}/bias`, bertBase.width, 0),
    ];
    return this.#node("LayerNormalization", at, [x, weight, bias], { axis: -1, epsilon: { float: 1e-12 } });
  }

  #normal(name: string, shape: readonly [number, number]): string {
    this.tensors.push(madeFloats(name, shape, () => this.#draw(shape[0] * shape[1])));
    return name;
  }

  #filled(name: string, count: number, number: number): string {
    this.tensors.push(madeFloats(name, [count], () => new Float32Array(count).fill(number)));
    return name;
  }

  /** Of a normal distribution, by the method of Box and Muller. @param count even */
  #draw(count: number): Float32Array {
    const numbers = new Float32Array(count);
    for (let place = 0; place < count; place += 2) {
      const radius = bertBase.deviation * Math.sqrt(-2 * Math.log(1 - this.#random.fraction()));
      const angle = 2 * Math.PI * this.#random.fraction();
      numbers[place] = radius * Math.cos(angle);
      numbers[place + 1] = radius * Math.sin(angle);
    }
    return numbers;
  }

  #node(...node: Parameters<NodeWriter["node"]>): string {
    return this.#writer.node(...node);
  }
}
