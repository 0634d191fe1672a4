/** What a person has said of proxies, beside what the environment says. */
export interface ProxyPreferences {
  /** The address of a proxy; null leaves it to the environment. */
  readonly proxy: string | null;
  /** Hosts that are reached without it, as in NO_PROXY; null leaves it to the environment. */
  readonly noProxy: readonly string[] | null;
  /** What a proxy is sent as `Proxy-Authorization`; null where its address says it, or nothing. */
  readonly authorization: string | null;
  /** Whether a certificate that cannot be verified is refused. */
  readonly strictCertificates: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The address of the proxy through which a URL is asked for, or null: the preferred one, else that of the environment. */
export function proxyFor(
  url: URL,
  { proxy, noProxy }: Pick<ProxyPreferences, "proxy" | "noProxy">,
  environment: Environment,
): string | null {
  const variable = (name: string) => environment[name.toLowerCase()] ?? environment[name] ?? "";
  const scheme = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const address = proxy ?? (variable(scheme) !== "" ? variable(scheme) : variable("ALL_PROXY"));
  if (address === "" || isExempt(url, noProxy ?? variable("NO_PROXY").split(/[\s,]+/))) return null;
  return address.includes("://") ? address : `http://${address}`;
}

/** Hosts are exempt with all that is below them; `*` is every host; a port counts where one is said. */
function isExempt(url: URL, exempt: readonly string[]): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port !== "" ? url.port : url.protocol === "https:" ? "443" : "80";
  return exempt.some((entry) => {
    if (entry === "*") return true;
    const [, name = "", entryPort] = /^(?:\*?\.)?\[?(.*?)\]?(?::(\d+))?$/.exec(entry.trim().toLowerCase()) ?? [];
    if (name === "" || (entryPort !== undefined && entryPort !== port)) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}
