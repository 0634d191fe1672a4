import type { EncoderFiles, Mutator } from "./mutant.js";
import type { SeededRandom } from "./seededRandom.js";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Damage = (json: string, random: SeededRandom) => string;

const names = [
  ...["tokenizer.json", "tokenizer.json", "tokenizer.json", "config.json", "tokenizer_config.json"],
  ...["encoder.json", "encoder.json", "encoder.json"],
];
const rubbish = "\u0000\u202e\ud800\ufeff\u{1f408}\u0301\u200d\uffff<img onerror=alert(1)>__proto__";

/** What damages the files beside a model. */
export const tokenizerMutators: readonly Mutator[] = [
  onJson("JSON cut off", 10, (json, random) => json.slice(0, random.below(json.length))),
  onJson("JSON with bytes changed", 12, (json, random) => {
    let damaged = json;
    for (let change = 1 + random.below(5); change > 0; change--) {
      const at = random.below(damaged.length);
      damaged = damaged.slice(0, at) + random.of(['"', "{", "]", "0", "-", ",", "é", "\\", ""]) + damaged.slice(at + 1);
    }
    return damaged;
  }),
  onJson("JSON nested deep", 4, (json, random) => {
    const depth = random.of([100, 127, 129, 5000, 100_000]);
    const [open, close] = random.of([
      ["[", "]"],
      ['{"a":', "}"],
    ] as const);
    const deep = `${open.repeat(depth)}${open === "[" ? "" : "1"}${close.repeat(depth)}`;
    return random.below(2) === 0 ? deep : json.replace(/\}\s*$/, `,"truncation":${deep}}`);
  }),
  onJson("value of a wrong type", 45, (json, random) =>
    somewhere(json, random, (parent, key) => {
      const values: Json[] = [
        null,
        true,
        -1,
        1e30,
        0.5,
        "",
        rubbish,
        [],
        {},
        [[]],
        "a".repeat(10_000),
        2 ** 31,
        2 ** 32,
      ];
      parent[key] = random.of(values);
    }),
  ),
  onJson("value removed", 12, (json, random) =>
    somewhere(json, random, (parent, key) => Reflect.deleteProperty(parent, key)),
  ),
  onJson("hard keys", 6, (json, random) =>
    json.replace("{", `{${JSON.stringify(random.of(["__proto__", "constructor", rubbish]))}:{"vocab":{"a":1}},`),
  ),
  onJson("huge array", 1, (json) => json.replace(/\}\s*$/, `,"extra":[${"0,".repeat(3_000_000)}0]}`)),
  onJson("rubbish", 3, (_, random) => Buffer.from(random.bytes(random.below(2000))).toString("latin1")),
  onTokenizer("ids", 30, (tokenizer, random) => {
    const model = tokenizer.model as Record<string, Json> | undefined;
    const vocabulary = model?.vocab;
    if (!vocabulary || typeof vocabulary !== "object" || Array.isArray(vocabulary)) {
      const added = tokenizer.added_tokens;
      if (!Array.isArray(added) || added.length === 0) return;
      (random.of(added) as Record<string, Json>).id = random.of([-1, 0, 1, 1e6, 2 ** 31, 2 ** 32, 0.5, "1"]);
      return;
    }
    const keys = Object.keys(vocabulary);
    for (let change = random.of([1, keys.length]); change > 0; change--) {
      vocabulary[random.of(keys)] = random.of([
        -1,
        0,
        1,
        5000,
        2 ** 31 - 1,
        2 ** 31,
        2 ** 32 - 1,
        2 ** 40,
        0.5,
        "1",
        null,
      ]);
    }
  }),
  onTokenizer("regex bomb", 8, (tokenizer, random) => {
    const Regex = random.of([
      "(a+)+$",
      "(a|a)*$",
      "(.*)*x",
      "(\\w+\\s?)*$",
      "(?=(a+))*",
      "((((a*)*)*)*)*b",
      "(",
      "[",
      "\\p{",
      "a{99999}",
    ]);
    const split = {
      type: "Split",
      pattern: { Regex },
      behavior: random.of(["Isolated", "Removed", "Contiguous"]),
      invert: false,
    };
    if (random.below(3) === 0) tokenizer.normalizer = { type: "Replace", pattern: { Regex }, content: rubbish };
    else tokenizer.pre_tokenizer = split;
  }),
  onTokenizer("growing text", 4, (tokenizer, random) => {
    const normalizer = {
      type: "Replace",
      pattern: { Regex: random.of([".", "", "\\w"]) },
      content: "abcdefgh ".repeat(random.of([10, 50])),
    };
    tokenizer.normalizer = { type: "Sequence", normalizers: Array.from({ length: random.below(5) }, () => normalizer) };
  }),
  onTokenizer("truncation and padding", 8, (tokenizer, random) => {
    const size = random.of<Json>([0, 1, 2, -1, 3, 5, 2 ** 31, 2 ** 53, null, "5"]);
    tokenizer.truncation = {
      direction: "Right",
      max_length: size,
      strategy: "LongestFirst",
      stride: random.of([0, 1, 9, 100]),
    };
    if (random.below(2) === 0) {
      tokenizer.padding = {
        strategy: { Fixed: size },
        direction: "Right",
        pad_to_multiple_of: size,
        pad_id: 0,
        pad_type_id: 0,
        pad_token: "t0",
      };
    }
  }),
  onTokenizer("long words", 6, (tokenizer, random) => {
    const content = random.of(["a", "\u0301", rubbish, "]("]).repeat(random.of([100, 5_000, 200_000]));
    const id = random.of([0, 1, 5, 70_000]);
    tokenizer.added_tokens = [
      {
        id,
        content,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: random.below(2) === 0,
      },
    ];
    tokenizer.post_processor = {
      type: "TemplateProcessing",
      single: [{ SpecialToken: { id: content, type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
      pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 0 } }],
      special_tokens: { [content]: { id: content, ids: [id], tokens: [content] } },
    };
  }),
  onTokenizer("special tokens", 8, (tokenizer, random) => {
    const id = random.of([0, -1, 7, 9e9, 70_000]);
    const token = { SpecialToken: { id: "X", type_id: random.of([0, 1, 7, 4_000_000_000]) } };
    const single = [
      token,
      ...Array.from({ length: random.of([0, 1, 1000]) }, () => token),
      { Sequence: { id: random.of(["A", "B"]), type_id: 0 } },
    ];
    const ids = random.of([[id], [], [1, 2, 3]]);
    tokenizer.post_processor = {
      type: "TemplateProcessing",
      single,
      pair: single,
      special_tokens: { X: { id: "X", ids, tokens: ids.map(() => "X") } },
    };
  }),
  { name: "file removed, emptied or a link", weight: 6, mutate: (files, random) => fileChanged(files, random) },
];

function onJson(name: string, weight: number, damage: Damage): Mutator {
  return {
    name,
    weight,
    mutate(files, random) {
      const present = names.filter((one) => typeof files.get(one) === "string");
      if (present.length === 0) return false;
      const file = random.of(present);
      files.set(file, damage(files.get(file) as string, random));
      return true;
    },
  };
}

function onTokenizer(
  name: string,
  weight: number,
  change: (tokenizer: Record<string, Json>, random: SeededRandom) => void,
): Mutator {
  return {
    name,
    weight,
    mutate(files, random) {
      const file = files.get("tokenizer.json");
      if (typeof file !== "string") return false;
      const tokenizer = JSON.parse(file) as Record<string, Json>;
      change(tokenizer, random);
      files.set("tokenizer.json", JSON.stringify(tokenizer));
      return true;
    },
  };
}

/** Does something to a value that is found by going down at random. */
function somewhere(
  json: string,
  random: SeededRandom,
  change: (parent: Record<string, Json>, key: string) => unknown,
): string {
  const root = JSON.parse(json) as Record<string, Json>;
  let parent = root;
  for (;;) {
    const keys = Object.keys(parent);
    if (keys.length === 0) return json;
    const key = random.of(keys);
    const value = parent[key];
    if (typeof value === "object" && value !== null && Object.keys(value).length > 0 && random.below(4) > 0) {
      parent = value as Record<string, Json>;
      continue;
    }
    change(parent, key);
    return JSON.stringify(root);
  }
}

function fileChanged(files: EncoderFiles, random: SeededRandom): boolean {
  const file = random.of([...files.keys()]);
  const choice = random.below(4);
  if (choice === 0) files.delete(file);
  if (choice === 1) files.set(file, "");
  if (choice === 2) files.set(file, { link: random.of(["/dev/zero", "/dev/null", "/etc/passwd", file, "gone", "/"]) });
  if (choice === 3) files.set(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
  return true;
}
