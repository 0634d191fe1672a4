import { l10n } from "vscode";

/**
 * What `@vscode/l10n` is in the bundles of the extension host (`esbuild.mjs`), so that what `encoder/` and `protocol/` say
 * there is in the window's language.
 */
export const { t } = l10n;
