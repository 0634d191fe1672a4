import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where packages put Chromium, which brings SwiftShader. */
const chromiumFolders = ["/usr/lib/chromium", "/usr/lib64/chromium-browser", "/opt/google/chrome"];

/**
 * Lets Vulkan run on the CPU where the browser of the tests brings SwiftShader, and nobody chose a driver: WebGPU can then
 * be tried without a GPU. To be called before anything of this process has looked for one.
 */
export function useSoftwareGpu(): void {
  if (process.platform !== "linux" || process.env.VK_ICD_FILENAMES !== undefined) return;
  const driver = chromiumFolders.map((folder) => join(folder, "vk_swiftshader_icd.json")).find(existsSync);
  if (driver !== undefined) process.env.VK_ICD_FILENAMES = driver;
}
