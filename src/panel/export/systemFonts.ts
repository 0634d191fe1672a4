import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Fonts that a system has for scripts and signs which the bundled ones lack, those first that have most of what texts hold.
 * They are looked for by their paths, and most are not there.
 */
export function systemFonts(platform: NodeJS.Platform = process.platform): readonly string[] {
  switch (platform) {
    case "darwin":
      return [
        "/System/Library/Fonts/AppleSDGothicNeo.ttc",
        "/System/Library/Fonts/Hiragino Sans GB.ttc",
        "/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc",
        "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
        "/System/Library/Fonts/Apple Symbols.ttf",
        "/System/Library/Fonts/Supplemental/STIXTwoMath.otf",
      ];
    case "win32": {
      const folder = join(process.env.SystemRoot ?? "C:\\Windows", "Fonts");
      const names = [
        "malgun.ttf",
        "msyh.ttc",
        "YuGothR.ttc",
        "msgothic.ttc",
        "seguisym.ttf",
        "arial.ttf",
        "Nirmala.ttc",
      ];
      // Its emoji have outlines of one colour besides their layers.
      return [...names, "Nirmala.ttf", "seguiemj.ttf"].map((name) => join(folder, name));
    }
    default: {
      const shared = "/usr/share/fonts";
      return [
        `${shared}/opentype/noto/NotoSansCJK-Regular.ttc`,
        `${shared}/noto-cjk/NotoSansCJK-Regular.ttc`,
        `${shared}/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc`,
        `${shared}/truetype/dejavu/DejaVuSans.ttf`,
        `${shared}/TTF/DejaVuSans.ttf`,
        `${shared}/truetype/nanum/NanumGothic.ttf`,
        `${shared}/truetype/noto/NotoSansSymbols2-Regular.ttf`,
        `${shared}/noto/NotoSansSymbols2-Regular.ttf`,
        `${shared}/truetype/noto/NotoSans-Regular.ttf`,
        `${shared}/noto/NotoSans-Regular.ttf`,
        `${shared}/truetype/ancient-scripts/Symbola_hint.ttf`,
        `${shared}/truetype/unifont/unifont.ttf`,
        join(homedir(), ".local/share/fonts/NotoEmoji-Regular.ttf"),
      ];
    }
  }
}
