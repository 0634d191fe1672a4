import { parseFields, textOf, writeFields, type WireField } from "./wireFields.js";

// Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
export const modelFields = { irVersion: 1, graph: 7, operatorSet: 8, metadata: 14, functions: 25 } as const;
export const graphFields = { node: 1, initializer: 5, input: 11, output: 12, value: 13 } as const;
export const nodeFields = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 } as const;
export const tensorFields = { dimension: 1, type: 2, name: 8, raw: 9, external: 13, location: 14 } as const;

/** A part of a graph, taken apart. */
export interface Part {
  readonly kind: number;
  readonly fields: WireField[];
}

/** A model taken apart as far as its graph's parts, to be changed at will and written again. */
export class EditableModel {
  readonly fields: WireField[];
  readonly graph: Part[];
  /** Whole messages that are written after it, which parsers merge. */
  readonly appended: WireField[] = [];

  constructor(bytes: Uint8Array) {
    this.fields = parseFields(bytes);
    const graph = this.fields.find(({ field }) => field === modelFields.graph)!;
    this.graph = parseFields(graph.content as Uint8Array).map((field) => ({
      kind: field.field,
      fields: field.type === 2 && isMessage(field.field) ? parseFields(field.content as Uint8Array) : [field],
    }));
  }

  parts(kind: number): Part[] {
    return this.graph.filter((part) => part.kind === kind);
  }

  get nodes(): Part[] {
    return this.parts(graphFields.node);
  }

  get initializers(): Part[] {
    return this.parts(graphFields.initializer);
  }

  remove(part: Part): void {
    this.graph.splice(this.graph.indexOf(part), 1);
  }

  add(kind: number, fields: WireField[]): void {
    this.graph.push({ kind, fields });
  }

  /** Every value's name, wherever it stands. */
  rename(from: string, to: string): void {
    const renamed = new TextEncoder().encode(to);
    for (const { kind, fields } of this.graph) {
      const names: readonly number[] =
        kind === graphFields.node ? [1, 2] : kind === graphFields.initializer ? [8] : isMessage(kind) ? [1] : [];
      for (const field of fields) {
        if (names.includes(field.field) && textOf([field], field.field) === from) field.content = renamed;
      }
    }
  }

  write(): Uint8Array {
    const graph = this.graph.flatMap(({ kind, fields }) =>
      isMessage(kind) ? [{ field: kind, type: 2, content: writeFields(fields) }] : fields,
    );
    const content = writeFields(graph);
    return writeFields([
      ...this.fields.map((field) => (field.field === modelFields.graph ? { ...field, content } : field)),
      ...this.appended,
    ]);
  }
}

function isMessage(kind: number): boolean {
  return [1, 5, 11, 12, 13].includes(kind);
}
