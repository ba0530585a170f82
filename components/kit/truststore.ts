/**
 * Shell (bash) that puts every certificate of a PEM bundle, `$1`, into the truststore `$2`: keytool alone
 * takes only the first. It begins anew each time, because the volume outlives a restart of the node.
 * Its password is `$STORE_PASSWORD`.
 */
export function truststoreScript(type: "PKCS12" | "JKS"): string {
  return `rm -f "$2"
number=0
while IFS= read -r line || [ -n "$line" ]; do
  case "$line" in
    *"BEGIN CERTIFICATE"*) pem="$line"$'\\n' ;;
    *"END CERTIFICATE"*)
      printf '%s%s\\n' "$pem" "$line" | keytool -importcert -noprompt -alias "ca-$number" \\
        -keystore "$2" -storetype ${type} -storepass:env STORE_PASSWORD
      number=$((number + 1)) ;;
    *) pem="\${pem:-}$line"$'\\n' ;;
  esac
done < "$1"
[ "$number" -gt 0 ] || { echo "$1 has no certificate" >&2; exit 1; }
`;
}
