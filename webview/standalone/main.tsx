import { render } from "preact";
import type { StandaloneDocument } from "../../src/export/standaloneDocument.js";
import { fromTaggedJson } from "../../src/export/taggedJson.js";
import type { Preferences } from "../../src/protocol/look.js";
import { speak } from "../labels.js";
import { mountPage } from "../mountPage.js";
import "../toolkitElements.js";
import { About } from "./about.js";
import { EmbeddedHost } from "./embeddedHost.js";
import { blockInFile, blockInPage } from "./pageBlocks.js";
import { readingPort } from "./readingPort.js";
import { dress, keptTheme } from "./standaloneTheme.js";
import "./theme.css";

const textOf = (id: string) => document.getElementById(id)!.textContent;
// It starts while the page is made.
const port = readingPort(textOf("reading"));
const standalone = fromTaggedJson(textOf("trace")) as StandaloneDocument<Preferences>;
speak(standalone.labels, standalone.language);
// What the page draws with is read when it is mounted.
dress(keptTheme())();
const blocks = standalone.packaging === "folder" ? blockInFile : blockInPage;
const page = document.getElementById("page")!;
mountPage(page, new EmbeddedHost(standalone, blocks, port));
const below = document.createElement("div");
page.after(below);
render(<About provenance={standalone.provenance} />, below);
