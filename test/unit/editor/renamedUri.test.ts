import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { renamedUri } from "../../../src/editor/renamedUri.js";

interface Parts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly fragment: string;
}

/** A URI as VS Code has it, of a text such as "file://host/a/b#c". */
function uriOf(text: string): vscode.Uri {
  const [, scheme = "", authority = "", path = "", fragment = ""] = /^([\w-]+):\/\/([^/]*)([^#]*)#?(.*)$/.exec(text)!;
  return withParts({ scheme, authority, path, fragment });
}

function withParts(parts: Parts): vscode.Uri {
  const { scheme, authority, path, fragment } = parts;
  return {
    ...parts,
    with: (change: Partial<Parts>) => withParts({ ...parts, ...change }),
    toString: () => `${scheme}://${authority}${path}${fragment && `#${fragment}`}`,
  } as unknown as vscode.Uri;
}

const cases: readonly (readonly [what: string, uri: string, from: string, to: string, expected: string | null])[] = [
  ["a file", "file:///w/a.md", "file:///w/a.md", "file:///w/b.md", "file:///w/b.md"],
  ["a file that is moved", "file:///w/a.md", "file:///w/a.md", "file:///x/y/a.md", "file:///x/y/a.md"],
  ["a file in a folder", "file:///w/f/a.md", "file:///w/f", "file:///w/g", "file:///w/g/a.md"],
  ["a file deep in a folder", "file:///w/f/g/h/a.md", "file:///w/f", "file:///v", "file:///v/g/h/a.md"],
  ["a folder with a slash at its end", "file:///w/f/a.md", "file:///w/f/", "file:///w/g/", "file:///w/g/a.md"],
  ["a folder whose name begins alike", "file:///w/folder/a.md", "file:///w/fold", "file:///w/g", null],
  ["a file whose name begins alike", "file:///w/a.md.bak", "file:///w/a.md", "file:///w/b.md", null],
  ["another file", "file:///w/a.md", "file:///w/b.md", "file:///w/c.md", null],
  ["a file of another scheme", "untitled:///w/a.md", "file:///w/a.md", "file:///w/b.md", null],
  ["a file of another host", "remote://one/w/a.md", "remote://two/w/a.md", "remote://two/w/b.md", null],
  ["a file of a host", "remote://one/w/a.md", "remote://one/w", "remote://one/v", "remote://one/v/a.md"],
  [
    "a cell of a notebook",
    "vscode-notebook-cell:///w/n.ipynb#W0s",
    "file:///w/n.ipynb",
    "file:///w/m.ipynb",
    "vscode-notebook-cell:///w/m.ipynb#W0s",
  ],
  [
    "a cell of a notebook in a folder",
    "vscode-notebook-cell:///w/f/n.ipynb#W0s",
    "file:///w/f",
    "file:///w/g",
    "vscode-notebook-cell:///w/g/n.ipynb#W0s",
  ],
];

describe("the name of a document after a rename", () => {
  for (const [what, uri, from, to, expected] of cases) {
    it(`is right for ${what}`, () => {
      const renamed = renamedUri(uriOf(uri), [{ oldUri: uriOf(from), newUri: uriOf(to) }]);
      assert.equal(renamed?.toString() ?? null, expected);
    });
  }

  it("is that of the rename among several that concerns it", () => {
    const renames = [
      { oldUri: uriOf("file:///w/x"), newUri: uriOf("file:///w/y") },
      { oldUri: uriOf("file:///w/f"), newUri: uriOf("file:///w/g") },
    ];
    assert.equal(renamedUri(uriOf("file:///w/f/a"), renames)?.toString(), "file:///w/g/a");
    assert.equal(renamedUri(uriOf("file:///w/f/a"), []), null);
  });
});
