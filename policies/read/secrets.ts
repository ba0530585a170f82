/** Names of secrets; paths, names and flags about them are none. */
const NAME =
  /(passw(or)?d|passphrase|secret|token|credential|api[-_.]?key|access[-_.]?key|private[-_.]?key)$/i;
const ABOUT = /(file|path|name|ref|enabled|reload|interval|type|header|provider|url|uri)s?$/i;

/** Tokens that their names do not tell. */
const TOKENS: readonly string[] = ["SW_AUTHENTICATION", "SATELLITE_GRPC_AUTHENTICATION"];

/** A value that only says where the secret is. */
const ELSEWHERE =
  /^(\s*|\$\(?\{?.*|\{\{.*|<.*>|%.*%|\[secret\]|\*+|true|false|null|none|"{2}|\/[\w./-]+|file:.*)$/i;

/** Directives of NGINX that pass a call on. */
const DIRECTIVE = /^(grpc|proxy|fastcgi|uwsgi|scgi|memcached)_pass$/;

/** Whether a name is that of a password, a token or a key. */
export function isSecretName(name: string): boolean {
  if (TOKENS.includes(name)) return true;
  if (DIRECTIVE.test(name)) return false;
  const last = name.replace(/.*\./, "");
  return (NAME.test(last) || /pass$/i.test(last)) && !ABOUT.test(last);
}

/** Whether a value is a secret, told by its name or as part of a URL. */
export function holdsSecret(name: string, value: string): boolean {
  if (/\b[a-z][a-z+]*:\/\/[^/\s:@]+:[^/\s@${]+@/.test(value)) return true;
  if (/-D?[\w.]*(password|secret|token)=[^\s$]+/i.test(value)) return true;
  return isSecretName(name) && !ELSEWHERE.test(value) && !value.includes("\n");
}
