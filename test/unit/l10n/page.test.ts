import assert from "node:assert/strict";
import { fill, formatCount, formatWeight, labels, speak } from "../../../webview/labels.js";
import { english } from "../../../webview/labels/english.js";
import { englishModelLabels } from "../../../webview/model/englishModelLabels.js";
import { modelLabels, speakOfModels } from "../../../webview/model/modelLabels.js";
import { languageElement, type PageLanguage } from "../../../src/protocol/pageLanguage.js";
import { readJson, slotsOf, translatedSources } from "./support/sources.js";

const korean = readJson("l10n/page.l10n.ko.json") as Omit<PageLanguage, "language">;

/** Words by their path: `labels.views.model`. */
function flat(words: unknown, path: string): [path: string, text: string][] {
  if (typeof words === "string") return [[path, words]];
  assert(typeof words === "object" && words !== null, path);
  return Object.entries(words).flatMap(([name, value]) => flat(value, `${path}.${name}`));
}

const originals = [...flat(english, "labels"), ...flat(englishModelLabels, "modelLabels")];
const translations = new Map([...flat(korean.labels, "labels"), ...flat(korean.modelLabels, "modelLabels")]);

/** Whole texts that are the same in Korean: names, keys, signs and what is made of slots alone. */
const SAME = [
  /^(CPU|CUDA|WebGPU|Core ML|DirectML|ALiBi|Viridis|Cividis|SVG|PDF|CSV|JSON|PNG, [24]×|NumPy \(\.np[yz]\)|d_k)$/,
  /^(Ctrl|Alt|Shift|Esc|Enter|Home|End|Page Up|Page Down|Ctrl\+K Alt\+A|⌘K ⌥A)$/,
  /^(([LHd]|d = )?\{\w+\} ?)+$/,
  /^\{\w+\} M?m?[sB]$/,
  /^[^\p{L}]*$/u,
];

describe("the page's words in Korean", () => {
  it("are all there, and none besides", () => {
    assert.deepEqual([...translations.keys()].sort(), originals.map(([path]) => path).sort());
  });

  it("fill the same slots", () => {
    for (const [path, text] of originals) assert.deepEqual(slotsOf(translations.get(path) ?? ""), slotsOf(text), path);
  });

  it("are Korean, but for names and keys", () => {
    const without = (text: string) => text.replace(/\{\w+\}/g, "");
    const left = originals.filter(
      ([path, text]) =>
        translations.get(path) === text && !SAME.some((same) => same.test(text) || same.test(without(text))),
    );
    assert.deepEqual(left, []);
  });

  it("have no particle behind a slot that would change with what fills it", () => {
    const particle = /\}(은|는|이|가|을|를|과|와|로|으로|이나|나|이고|고|이며|며|라|이라)(?![\p{L}(])/u;
    assert.match("{head}가 없습니다", particle);
    assert.doesNotMatch("{head}이(가) 없습니다", particle);
    assert.deepEqual(
      [...translations].filter(([, text]) => particle.test(text)),
      [],
    );
  });

  it("end a sentence where the English ones end", () => {
    const differing = originals.filter(
      ([path, text]) => text.endsWith(".") && !/[.다]$/.test(translations.get(path) ?? ""),
    );
    assert.deepEqual(
      differing.filter(([path]) => path !== "labels.ranPartly"),
      [],
    );
  });

  it("are sentences of the same politeness", () => {
    const rude = [...translations].filter(([, text]) => /십시오|[^니]다\.|해요\./.test(text));
    assert.deepEqual(rude, []);
  });
});

describe("what protocol/ says in a page, in Korean", () => {
  const said = translatedSources()
    .filter(({ path }) => path.startsWith("protocol/"))
    .flatMap(({ text }) => [...text.matchAll(/l10n\.t\("([^"]+)"/g)].map(([, sentence]) => sentence!));

  it("is what the host says for it", () => {
    assert(said.length > 0);
    const bundle = readJson("l10n/bundle.l10n.ko.json") as Record<string, string>;
    assert.deepEqual(korean.sentences, Object.fromEntries(said.map((sentence) => [sentence, bundle[sentence]])));
  });
});

describe("a page that was told its language", () => {
  afterEach(() => {
    speak(null, "en");
    speakOfModels(null);
  });

  it("speaks it", () => {
    speak(korean.labels, "ko");
    speakOfModels(korean.modelLabels);
    assert.equal(labels.look.filter, "필터");
    assert.equal(modelLabels.sites, "어텐션 위치");
    assert.equal(fill(labels.tokenCount, { count: formatCount(1234) }), "토큰 1,234개");
    assert.equal(formatWeight(NaN), "값 없음(NaN)");
  });

  it("writes its numbers as that language does", () => {
    speak(null, "de");
    assert.equal(formatCount(1234567), "1.234.567");
  });

  it("speaks English where a word is missing or is none", () => {
    speak({ look: { filter: "필터" }, head: 3, views: "보기", unknown: { deep: "?" } }, "ko");
    assert.equal(labels.look.filter, "필터");
    assert.equal(labels.head, "Head");
    assert.equal(labels.views.model, "Model");
    assert.equal(Object.hasOwn(labels, "unknown"), false);
  });

  it("is told it by an element that no word can end", () => {
    const language = {
      language: "ko",
      labels: { a: "</script><script>alert(1)</script>" },
      modelLabels: {},
      sentences: {},
    };
    const element = languageElement(language);
    assert.equal(element.match(/<\/?script/g)?.length, 2);
    assert.deepEqual(JSON.parse(element.replace(/^<[^>]*>|<[^>]*>$/g, "")), language);
  });
});
