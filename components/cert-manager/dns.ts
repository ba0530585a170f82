import type { SecretKey } from "./issuers";

/** Who serves a zone, and how cert-manager logs in there; without a key it does so as its pod may. */
export type DnsProvider =
  | { kind: "cloudflare"; apiToken: SecretKey }
  | {
      kind: "route53";
      region: string;
      /** Looks no zone up by itself. @default found by name */
      hostedZoneId?: string;
      /** @default what the pod may by its account */
      key?: { id: string; secret: SecretKey };
    }
  | { kind: "cloudDns"; project: string; serviceAccount?: SecretKey }
  | {
      kind: "azureDns";
      subscriptionId: string;
      resourceGroup: string;
      hostedZone: string;
      /** Client id of a managed identity. */
      identity: string;
    }
  | {
      kind: "rfc2136";
      /** Host and port, `10.0.0.53:53`. */
      nameserver: string;
      tsig: { keyName: string; algorithm: "HMACSHA256" | "HMACSHA512"; secret: SecretKey };
    };

/** @see https://cert-manager.io/docs/configuration/acme/dns01/#supported-dns01-providers */
export function dnsProvider(provider: DnsProvider) {
  switch (provider.kind) {
    case "cloudflare":
      return { cloudflare: { apiTokenSecretRef: provider.apiToken } };
    case "route53": {
      const { region, hostedZoneId, key } = provider;
      return {
        route53: {
          region,
          ...(hostedZoneId === undefined ? {} : { hostedZoneID: hostedZoneId }),
          ...(key === undefined
            ? {}
            : { accessKeyID: key.id, secretAccessKeySecretRef: key.secret }),
        },
      };
    }
    case "cloudDns": {
      const { project, serviceAccount } = provider;
      const login = serviceAccount === undefined ? {} : { serviceAccountSecretRef: serviceAccount };
      return { cloudDNS: { project, ...login } };
    }
    case "azureDns":
      return {
        azureDNS: {
          subscriptionID: provider.subscriptionId,
          resourceGroupName: provider.resourceGroup,
          hostedZoneName: provider.hostedZone,
          managedIdentity: { clientID: provider.identity },
        },
      };
    case "rfc2136": {
      const { nameserver, tsig } = provider;
      return {
        rfc2136: {
          nameserver,
          tsigKeyName: tsig.keyName,
          tsigAlgorithm: tsig.algorithm,
          tsigSecretSecretRef: tsig.secret,
        },
      };
    }
  }
}
