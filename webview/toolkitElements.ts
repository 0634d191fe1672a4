import { endProbe } from "./toolkitProbe.js";
// The probe has to be there when the toolkit is loaded.
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeDropdown, vsCodeOption } from "@vscode/webview-ui-toolkit";

// The only file that loads the toolkit, which is archived upstream, and a third of the page: a script of its own that the
// first picture does not wait for. The prefix keeps its tag names apart from those of its successor,
// @vscode-elements/elements, so that both can be on a page while one replaces the other.
endProbe();
provideVSCodeDesignSystem().withPrefix("attention").register(vsCodeDropdown(), vsCodeOption(), vsCodeButton());
