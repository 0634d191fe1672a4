import type { AttentionGroup } from "../../src/attention/attentionGroup.js";
import { groupOf, type HeadPlace, type TracedGroups } from "../../src/attention/traceGroup.js";
import { headBlock } from "../../src/export/standaloneDocument.js";

/** Bytes of the heads that are kept besides those in use: 32 of 512 tokens, or 2 of 2,048. */
const HEADS_HELD = 32 * 1024 ** 2;

interface HeldHead {
  readonly place: HeadPlace;
  readonly loaded: Promise<void>;
  bytes: number;
  /** How many look at it now. */
  users: number;
}

const none = new Float32Array(0);

/** The maps of the heads that were looked at last, in arrays that a trace can have; elsewhere those are empty. */
export class HeldHeads {
  /** For each group `[layers · heads]` maps. */
  readonly maps: Partial<Record<AttentionGroup, Float32Array[]>> = {};
  readonly #groups: TracedGroups;
  readonly #load: (place: HeadPlace) => Promise<Float32Array>;
  readonly #held = new Map<string, HeldHead>();

  constructor(groups: TracedGroups, load: (place: HeadPlace) => Promise<Float32Array>) {
    this.#groups = groups;
    this.#load = load;
    for (const { group, layers, heads } of groups.groups) {
      this.maps[group] = Array.from({ length: layers * heads }, () => none);
    }
  }

  /** Looks at heads once they are there. @throws what loading them did */
  async use<T>(places: readonly HeadPlace[], look: () => T): Promise<T> {
    const held = places.map((place) => this.#hold(place));
    try {
      await Promise.all(held.map(({ loaded }) => loaded));
      return look();
    } finally {
      for (const head of held) head.users--;
      this.#makeRoom();
    }
  }

  #hold(place: HeadPlace): HeldHead {
    const name = headBlock(place);
    const head = this.#held.get(name) ?? { place, loaded: this.#fetch(name, place), bytes: 0, users: 0 };
    // A Map remembers the order of insertion: what was used last goes to the end.
    this.#held.delete(name);
    this.#held.set(name, head);
    head.users++;
    return head;
  }

  async #fetch(name: string, place: HeadPlace): Promise<void> {
    try {
      const map = await this.#load(place);
      this.#set(place, map);
      const head = this.#held.get(name);
      if (head) head.bytes = map.byteLength;
    } catch (thrown) {
      this.#held.delete(name);
      throw thrown;
    }
  }

  #set({ group, layer, head }: HeadPlace, map: Float32Array): void {
    this.maps[group]![layer * groupOf(this.#groups, group).heads + head] = map;
  }

  #makeRoom(): void {
    let bytes = 0;
    for (const head of this.#held.values()) bytes += head.bytes;
    for (const [name, head] of this.#held) {
      if (bytes <= HEADS_HELD) return;
      if (head.users > 0) continue;
      this.#held.delete(name);
      this.#set(head.place, none);
      bytes -= head.bytes;
    }
  }
}
